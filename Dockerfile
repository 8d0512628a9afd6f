# flw in an image, for CI: docker build -t flw .
FROM debian:12 AS build
COPY . /src
WORKDIR /src
RUN apt-get update && apt-get install -y --no-install-recommends make
RUN make deps
RUN make -j"$(nproc)" && make install DESTDIR=/out PREFIX=/usr

FROM debian:12-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends ca-certificates git libcjson1 libgit2-1.5 && \
    rm -rf /var/lib/apt/lists/*
COPY --from=build /out /
CMD ["flw", "help"]
