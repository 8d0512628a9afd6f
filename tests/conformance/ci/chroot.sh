#!/bin/bash
# chroot.sh - the Dockerfile's lines without a container engine: its stages are
# folders made by debootstrap, its RUN lines run in them by chroot. Needs root
# and a network, and takes minutes, so it is run by hand.
set -e
cd "$(dirname "$0")/../../.."
work=$(mktemp -d /tmp/flw-chroot-XXXXXX)
trap 'rm -rf "$work"' EXIT
debootstrap --variant=minbase bookworm "$work/debian" \
    "$(sed -n 's/^URIs: //p' /etc/apt/sources.list.d/debian.sources | head -1)" \
    >"$work/log" 2>&1 || { tail "$work/log"; exit 1; }
# How this machine reaches its package servers.
cp -r /etc/apt/apt.conf.d /etc/apt/sources.list.d "$work/debian/etc/apt/"
cp /etc/resolv.conf /etc/hosts "$work/debian/etc/"
cp -r /usr/share/keyrings "$work/debian/usr/share/"
mkdir -p "$work/debian/etc/ssl"
cp -r /etc/ssl/certs "$work/debian/etc/ssl/"

stage= folder=/ last=
# One instruction of the Dockerfile, its continued lines joined.
perform() { # INSTRUCTION REST
    case $1 in
    FROM)
        stage=${2##* AS }
        [ "$stage" != "$2" ] || stage=final
        cp -a "$work/debian" "$work/$stage"
        folder=/ last=$stage
        ;;
    WORKDIR) folder=$2 ;;
    COPY)
        case $2 in
        --from=*)
            local from=${2#--from=}
            from=${from%% *}
            cp -a "$work/$from/out/." "$work/$stage/"
            ;;
        *)
            mkdir -p "$work/$stage/src"
            git ls-files -z | tar -c --null -T - -f - |
                tar -x -C "$work/$stage/src" -f -
            ;;
        esac
        ;;
    RUN)
        echo "$stage: $2"
        chroot "$work/$stage" sh -c "cd $folder && $2" >"$work/log" 2>&1 ||
            { tail -20 "$work/log"; exit 1; }
        ;;
    esac
}

joined=
while IFS= read -r line; do
    case $line in
    '#'* | '') continue ;;
    *\\) joined="$joined${line%\\} " ; continue ;;
    esac
    joined=$joined$line
    perform "${joined%% *}" "${joined#* }"
    joined=
done <Dockerfile

cp -r examples/eta "$work/$last/eta"
chroot "$work/$last" sh -c 'flw --version && flw check /eta && flw build -q /eta -o /eta.tgz'
echo 'the image checks and builds examples/eta'
