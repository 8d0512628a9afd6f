#include "typesys/image_ref.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The grammar of github.com/distribution/reference, which Docker, containerd
 * and the kubelet share. */
enum { NAME_MAX_LEN = 255, TAG_MAX_LEN = 128, SHA256_LEN = 64, HEX_MIN = 32 };

typedef struct Text {
    const char *at;
    const char *end;
} Text;

static bool is_small_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f');
}

static size_t text_len(Text text)
{
    return (size_t)(text.end - text.at);
}

/* The text before the first c; *rest is what follows c, empty when there is
 * none. */
static Text cut(Text text, char c, Text *rest)
{
    const char *found = memchr(text.at, c, text_len(text));
    *rest = (Text){found ? found + 1 : text.end, text.end};
    return (Text){text.at, found ? found : text.end};
}

/* How many bytes at `at` join two runs of letters: . _ __ or any -. */
static size_t separator_len(const char *at, const char *end)
{
    if (*at == '.')
        return 1;
    if (*at == '_')
        return at + 1 < end && at[1] == '_' ? 2 : 1;
    size_t len = 0;
    while (at + len < end && at[len] == '-')
        len++;
    return len;
}

static const char *component_fault(Text part)
{
    if (part.at == part.end)
        return "has an empty part between `/`";
    for (const char *at = part.at;;) {
        const char *start = at;
        while (at < part.end && is_small_or_digit(*at))
            at++;
        if (at < part.end && *at >= 'A' && *at <= 'Z')
            return "has a capital letter in its path";
        if (at == start)
            return "has a part that does not start and end with a letter or "
                   "digit";
        if (at == part.end)
            return NULL;
        size_t len = separator_len(at, part.end);
        if (len == 0)
            return "has a character that no image name may have";
        at += len;
    }
}

static const char *port_fault(Text port)
{
    for (const char *at = port.at; at < port.end; at++)
        if (!is_digit(*at))
            return "has a port that is not a number";
    return port.at == port.end ? "has an empty port" : NULL;
}

static const char *host_fault(Text host)
{
    Text port;
    Text name = cut(host, ':', &port);
    if (name.at == name.end)
        return "has an empty host";
    for (const char *at = name.at; at < name.end; at++)
        if (!is_letter(*at) && !is_digit(*at) && *at != '.' && *at != '-')
            return "has a host with a character that no host may have";
    if (strchr(".-", *name.at) || strchr(".-", name.end[-1]))
        return "has a host that starts or ends with `.` or `-`";
    return name.end < host.end ? port_fault(port) : NULL;
}

/* The part before the first `/` is a host when it looks like one. */
static bool is_host(Text part)
{
    size_t len = text_len(part);
    return memchr(part.at, '.', len) || memchr(part.at, ':', len) ||
           (len == 9 && memcmp(part.at, "localhost", 9) == 0);
}

static bool is_all_hex(Text text)
{
    for (const char *at = text.at; at < text.end; at++)
        if (!is_hex(*at))
            return false;
    return true;
}

static const char *name_fault(Text name)
{
    Text rest;
    Text first = cut(name, '/', &rest);
    if (text_len(name) > NAME_MAX_LEN)
        return "has a name longer than 255 characters";
    if (first.end == name.end && text_len(name) == SHA256_LEN &&
        is_all_hex(name))
        return "is a bare digest, which is no name";
    if (first.end < name.end && is_host(first)) {
        const char *fault = host_fault(first);
        if (fault)
            return fault;
        name = rest;
    }
    for (bool more = true; more; name = rest) {
        Text part = cut(name, '/', &rest);
        const char *fault = component_fault(part);
        if (fault)
            return fault;
        more = part.end < name.end;
    }
    return NULL;
}

static const char *tag_fault(Text tag)
{
    if (tag.at == tag.end)
        return "has an empty tag";
    if (text_len(tag) > TAG_MAX_LEN)
        return "has a tag longer than 128 characters";
    if (*tag.at == '.' || *tag.at == '-')
        return "has a tag that starts with `.` or `-`";
    for (const char *at = tag.at; at < tag.end; at++)
        if (!is_letter(*at) && !is_digit(*at) && !strchr("_.-", *at))
            return "has a tag with a character other than letters, digits, "
                   "`_`, `.` and `-`";
    return NULL;
}

static bool is_method(Text method)
{
    if (method.at == method.end || !is_letter(*method.at))
        return false;
    for (const char *at = method.at; at < method.end; at++)
        if (!is_letter(*at) && !is_digit(*at) && !strchr("-_+.", *at))
            return false;
    return true;
}

static const char *digest_fault(Text digest)
{
    Text hex;
    Text method = cut(digest, ':', &hex);
    bool is_sha256 =
        text_len(method) == 6 && memcmp(method.at, "sha256", 6) == 0;
    if (!is_method(method))
        return "has a digest without its method, as in `@sha256:...`";
    if (!is_all_hex(hex))
        return "has a digest that is not hexadecimal";
    if (is_sha256 ? text_len(hex) != SHA256_LEN : text_len(hex) < HEX_MIN)
        return is_sha256 ? "has a sha256 digest that is not 64 digits long"
                         : "has a digest of fewer than 32 digits";
    return NULL;
}

static const char *character_fault(const char *reference)
{
    if (strstr(reference, "{{"))
        return "has a `{{...}}` template, which only flytekit fills in";
    for (const char *at = reference; *at; at++) {
        if (*at == ' ' || *at == '\t' || *at == '\n')
            return "has a space in it";
        if ((unsigned char)*at < 0x21 || (unsigned char)*at > 0x7e)
            return "has a character that is not plain ASCII";
    }
    return strstr(reference, "://") ? "starts like a URL" : NULL;
}

const char *image_ref_fault(const char *reference)
{
    if (*reference == '\0')
        return "is empty";
    const char *fault = character_fault(reference);
    if (fault)
        return fault;
    Text digest;
    Text whole = {reference, reference + strlen(reference)};
    Text named = cut(whole, '@', &digest);
    /* The tag's colon stands after the last slash; a host's before it. */
    Text tag;
    const char *slash = NULL;
    for (const char *at = named.at; at < named.end; at++)
        if (*at == '/')
            slash = at;
    Text last = cut((Text){slash ? slash + 1 : named.at, named.end}, ':', &tag);
    fault = name_fault((Text){named.at, last.end});
    if (!fault && last.end < named.end)
        fault = tag_fault(tag);
    if (!fault && named.end < whole.end)
        fault = digest_fault(digest);
    return fault;
}
