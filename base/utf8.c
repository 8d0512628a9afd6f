#include "base/utf8.h"

#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

static uint64_t load(const char *text)
{
    uint64_t word;
    memcpy(&word, text, sizeof(word));
    return word;
}

static bool continues(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The second byte has a range of its own after four lead bytes: that keeps
 * out overlong forms (E0, F0), surrogates (ED) and what is too big (F4). */
static bool second_fits(unsigned char lead, unsigned char second)
{
    switch (lead) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return continues(second);
    }
}

/* By the lead byte alone; 0 for a byte that leads nothing. */
static size_t led_size(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2)
        return 0;
    if (lead < 0xE0)
        return 2;
    if (lead < 0xF0)
        return 3;
    return lead < 0xF5 ? 4 : 0;
}

/* Bytes of the code point at text; 0 when it is bad. */
static size_t point_size(const unsigned char *text, size_t len)
{
    size_t size = led_size(text[0]);
    if (size < 2)
        return size;
    if (size > len || !second_fits(text[0], text[1]))
        return 0;
    for (size_t i = 2; i < size; i++)
        if (!continues(text[i]))
            return 0;
    return size;
}

/* Behind whole words of ASCII, which is most of most texts. */
static size_t skip_ascii(const char *text, size_t at, size_t len)
{
    for (; len - at >= 32; at += 32) {
        const char *four = text + at;
        uint64_t left = load(four) | load(four + 8);
        uint64_t right = load(four + 16) | load(four + 24);
        if ((left | right) & HIGH_BITS)
            break;
    }
    while (len - at >= 8 && !(load(text + at) & HIGH_BITS))
        at += 8;
    return at;
}

size_t utf8_check(const char *text, size_t len)
{
    size_t at = 0;
    while ((at = skip_ascii(text, at, len)) < len) {
        size_t size = point_size((const unsigned char *)text + at, len - at);
        if (!size)
            return at;
        at += size;
    }
    return len;
}

uint32_t utf8_next(const char *text, size_t len, size_t *size)
{
    static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    const unsigned char *bytes = (const unsigned char *)text;
    *size = point_size(bytes, len);
    if (!*size) {
        *size = 1;
        return UTF8_REPLACEMENT;
    }
    uint32_t point = bytes[0] & lead_bits[*size];
    for (size_t i = 1; i < *size; i++)
        point = point << 6 | (bytes[i] & 0x3Fu);
    return point;
}

/* One bit a byte: set where the byte is 10xxxxxx. */
static uint64_t continuations(uint64_t word)
{
    return (word & ~(word << 1) & HIGH_BITS) >> 7;
}

size_t utf8_count(const char *text, size_t len)
{
    size_t count = len;
    size_t at = 0;
    for (; len - at >= 8; at += 8) {
        uint64_t bits = continuations(load(text + at));
        count -= (size_t)((bits * UINT64_C(0x0101010101010101)) >> 56);
    }
    for (; at < len; at++)
        count -= continues((unsigned char)text[at]);
    return count;
}

size_t utf8_count_utf16(const char *text, size_t len)
{
    size_t count = utf8_count(text, len);
    for (size_t i = 0; i < len; i++)
        count += (unsigned char)text[i] >= 0xF0;
    return count;
}

bool utf8_is_bidi_control(uint32_t point)
{
    return point == 0x200E || point == 0x200F ||
           (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069);
}
