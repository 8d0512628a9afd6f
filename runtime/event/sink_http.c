/* sink_http.c - CloudEvents to an HTTP endpoint, in structured mode.
 *
 * libcurl is loaded when there is such a sink: mapping it takes longer than
 * checking a thousand lines. */
#include <curl/curl.h>
#include <dlfcn.h>

#include "runtime/event/sink.h"

enum { CONNECT_MS = 5000, ANSWER_MS = 10000, POLL_MS = 1000 };

typedef struct Curl {
    void *library;
    CURLcode (*global_init)(long flags);
    CURL *(*easy_init)(void);
    CURLcode (*easy_setopt)(CURL *handle, CURLoption option, ...);
    CURLcode (*easy_getinfo)(CURL *handle, CURLINFO info, ...);
    void (*easy_cleanup)(CURL *handle);
    struct curl_slist *(*slist_append)(struct curl_slist *list,
                                       const char *text);
    void (*slist_free_all)(struct curl_slist *list);
    CURLM *(*multi_init)(void);
    CURLMcode (*multi_add_handle)(CURLM *multi, CURL *handle);
    CURLMcode (*multi_remove_handle)(CURLM *multi, CURL *handle);
    CURLMcode (*multi_perform)(CURLM *multi, int *running);
    CURLMcode (*multi_poll)(CURLM *multi, struct curl_waitfd *extra,
                            unsigned count, int timeout, int *ready);
    CURLMcode (*multi_wakeup)(CURLM *multi);
    CURLMsg *(*multi_info_read)(CURLM *multi, int *left);
    CURLMcode (*multi_cleanup)(CURLM *multi);
} Curl;

typedef struct HttpSink {
    Curl curl;
    CURLM *multi;
    CURL *handle;
    struct curl_slist *headers;
} HttpSink;

typedef struct Symbol {
    const char *name;
    size_t offset;
} Symbol;

#define SYMBOL(name)                        \
    {                                       \
        "curl_" #name, offsetof(Curl, name) \
    }

static const Symbol symbols[] = {
    SYMBOL(global_init),      SYMBOL(easy_init),
    SYMBOL(easy_setopt),      SYMBOL(easy_getinfo),
    SYMBOL(easy_cleanup),     SYMBOL(slist_append),
    SYMBOL(slist_free_all),   SYMBOL(multi_init),
    SYMBOL(multi_add_handle), SYMBOL(multi_remove_handle),
    SYMBOL(multi_perform),    SYMBOL(multi_poll),
    SYMBOL(multi_wakeup),     SYMBOL(multi_info_read),
    SYMBOL(multi_cleanup),
};

static bool load(Arena *arena, Curl *curl, const char **why)
{
    curl->library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    bool fine = curl->library;
    for (size_t i = 0; fine && i < sizeof(symbols) / sizeof(*symbols); i++) {
        void *found = dlsym(curl->library, symbols[i].name);
        *(void **)(void *)((char *)curl + symbols[i].offset) = found;
        fine = found;
    }
    if (!fine)
        *why = arena_print(arena,
                           "HTTP needs libcurl (package libcurl4 on Debian): "
                           "%s",
                           dlerror());
    return fine && curl->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static size_t ignore(char *bytes, size_t size, size_t count, void *self)
{
    (void)bytes;
    (void)self;
    return size * count;
}

static bool set_up(HttpSink *sink, const char *url)
{
    const Curl *curl = &sink->curl;
    sink->multi = curl->multi_init();
    sink->handle = curl->easy_init();
    sink->headers = curl->slist_append(
        NULL, "Content-Type: application/cloudevents+json; charset=UTF-8");
    CURL *handle = sink->handle;
    return sink->multi && handle && sink->headers &&
           !curl->easy_setopt(handle, CURLOPT_URL, url) &&
           !curl->easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https") &&
           !curl->easy_setopt(handle, CURLOPT_POST, 1L) &&
           !curl->easy_setopt(handle, CURLOPT_HTTPHEADER, sink->headers) &&
           !curl->easy_setopt(handle, CURLOPT_USERAGENT, "flw/" FLW_VERSION) &&
           !curl->easy_setopt(handle, CURLOPT_WRITEFUNCTION, ignore) &&
           !curl->easy_setopt(handle, CURLOPT_NOSIGNAL, 1L) &&
           !curl->easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                              (long)CONNECT_MS) &&
           !curl->easy_setopt(handle, CURLOPT_TIMEOUT_MS, (long)ANSWER_MS);
}

static void close_http(void *self)
{
    HttpSink *sink = self;
    const Curl *curl = &sink->curl;
    if (sink->multi)
        curl->multi_cleanup(sink->multi);
    if (sink->handle)
        curl->easy_cleanup(sink->handle);
    if (sink->headers)
        curl->slist_free_all(sink->headers);
}

static void *open_http(Arena *arena, const char *target, const char **why)
{
    HttpSink *sink = arena_new(arena, HttpSink);
    if (!load(arena, &sink->curl, why))
        return NULL;
    if (set_up(sink, target))
        return sink;
    close_http(sink);
    *why = arena_print(arena, "libcurl cannot use `%s`", target);
    return NULL;
}

/* Until the one transfer is over; false: it was stopped, or it failed. */
static bool transfer(HttpSink *sink, atomic_bool *stop)
{
    const Curl *curl = &sink->curl;
    int running = 1;
    int left;
    while (running && !*stop) {
        if (curl->multi_perform(sink->multi, &running) != CURLM_OK)
            return false;
        if (running)
            curl->multi_poll(sink->multi, NULL, 0, POLL_MS, NULL);
    }
    const CURLMsg *message = curl->multi_info_read(sink->multi, &left);
    return message && message->msg == CURLMSG_DONE &&
           message->data.result == CURLE_OK;
}

/* Whatever is no 2xx is tried again: an endpoint that is being mended answers
 * with anything. */
static bool send_http(void *self, const char *event, size_t len,
                      atomic_bool *stop)
{
    HttpSink *sink = self;
    const Curl *curl = &sink->curl;
    long status = 0;
    if (curl->easy_setopt(sink->handle, CURLOPT_POSTFIELDS, event) ||
        curl->easy_setopt(sink->handle, CURLOPT_POSTFIELDSIZE_LARGE,
                          (curl_off_t)len) ||
        curl->multi_add_handle(sink->multi, sink->handle) != CURLM_OK)
        return false;
    bool done = transfer(sink, stop);
    if (done)
        curl->easy_getinfo(sink->handle, CURLINFO_RESPONSE_CODE, &status);
    curl->multi_remove_handle(sink->multi, sink->handle);
    return done && status >= 200 && status < 300;
}

static void wake_http(void *self)
{
    HttpSink *sink = self;
    sink->curl.multi_wakeup(sink->multi);
}

const SinkKind sink_http = {.scheme = "http://",
                            .open = open_http,
                            .send = send_http,
                            .wake = wake_http,
                            .close = close_http};
const SinkKind sink_https = {.scheme = "https://",
                             .open = open_http,
                             .send = send_http,
                             .wake = wake_http,
                             .close = close_http};
