/* transport.c - messages of the protocol on two descriptors. */
#include "compiler/lsp/transport.h"

#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static ssize_t read_some(int descriptor, char *at, size_t len)
{
    ssize_t got;
    do
        got = read(descriptor, at, len);
    while (got < 0 && errno == EINTR);
    return got;
}

/* The bytes up to and with the empty line; 0: not yet there. */
static size_t header_end(const Transport *transport)
{
    for (size_t i = 3; i < transport->len; i++)
        if (memcmp(transport->ahead + i - 3, "\r\n\r\n", 4) == 0)
            return i + 1;
    return 0;
}

/* The number that is all of the value; what is none is too big by far. */
static bool length_of(const char *value, size_t *out)
{
    char *end;
    value += strspn(value, " \t");
    *out = strtoul(value, &end, 10);
    return isdigit((unsigned char)*value) && *end == '\r';
}

/* Why the header is none, or NULL. */
static const char *read_fields(const char *header, size_t len, size_t *out)
{
    static const char name[] = "Content-Length:";
    bool found = false;
    for (size_t at = 0; at < len;) {
        const char *line = header + at;
        const char *end = memchr(line, '\n', len - at);
        size_t value;
        if (!end)
            break;
        if (end == line || end[-1] != '\r')
            return "a line of a header without CR LF";
        at = (size_t)(end - header) + 1;
        if (strncasecmp(line, name, sizeof(name) - 1) != 0)
            continue;
        if (!length_of(line + sizeof(name) - 1, &value))
            return "a Content-Length that is no number";
        if (found && value != *out)
            return "a header with two Content-Lengths";
        *out = value;
        found = true;
    }
    return found ? NULL : "a header without Content-Length";
}

/* A client that ends its lines otherwise would wait for ever. */
static bool lacks_cr(const Transport *transport)
{
    const char *end = memchr(transport->ahead, '\n', transport->len);
    return end && (end == transport->ahead || end[-1] != '\r');
}

/* False at the end of the input; *why where it ends in the midst of a
 * header. */
static bool read_header(Transport *transport, size_t *size, const char **why)
{
    if (!transport->ahead)
        transport->ahead = arena_alloc(transport->arena, HEADER_MAX);
    size_t end;
    while ((end = header_end(transport)) == 0) {
        if (transport->len == HEADER_MAX)
            *why = "a header of more than 8 KiB";
        else if (lacks_cr(transport))
            *why = "a line of a header without CR LF";
        if (*why)
            return false;
        ssize_t got =
            read_some(transport->in, transport->ahead + transport->len,
                      HEADER_MAX - transport->len);
        if (got <= 0) {
            *why = transport->len ? "the input ends within a header" : NULL;
            return false;
        }
        transport->len += (size_t)got;
    }
    *why = read_fields(transport->ahead, end, size);
    if (*why)
        return false;
    transport->len -= end;
    memmove(transport->ahead, transport->ahead + end, transport->len);
    return true;
}

bool transport_read(Transport *transport, Arena *arena, FileText *body,
                    const char **why)
{
    size_t size = 0;
    *why = NULL;
    if (!read_header(transport, &size, why))
        return false;
    if (size > BODY_MAX) {
        *why = "a message of more than 64 MiB";
        return false;
    }
    char *text = arena_alloc(arena, size + 1);
    size_t have = transport->len < size ? transport->len : size;
    memcpy(text, transport->ahead, have);
    transport->len -= have;
    memmove(transport->ahead, transport->ahead + have, transport->len);
    while (have < size) {
        ssize_t got = read_some(transport->in, text + have, size - have);
        if (got <= 0) {
            *why = "the input ends within a message";
            return false;
        }
        have += (size_t)got;
    }
    *body = (FileText){text, size};
    return true;
}

bool transport_waits(const Transport *transport, int milliseconds)
{
    struct pollfd input = {.fd = transport->in, .events = POLLIN};
    return transport->len > 0 || poll(&input, 1, milliseconds) > 0;
}

static bool write_all(int descriptor, const char *at, size_t len)
{
    while (len > 0) {
        ssize_t put = write(descriptor, at, len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += put;
        len -= (size_t)put;
    }
    return true;
}

bool transport_write(Transport *transport, const Buf *body)
{
    char header[64];
    int len = snprintf(header, sizeof(header), "Content-Length: %zu\r\n\r\n",
                       body->len);
    return write_all(transport->out, header, (size_t)len) &&
           write_all(transport->out, buf_string(body), body->len);
}
