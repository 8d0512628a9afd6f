/* msgpack_out.c - writes MessagePack into a Buf. */
#include "spec/msgpack_out.h"

#include <msgpack.h>

static int add_bytes(void *buf, const char *bytes, size_t len)
{
    buf_add(buf, bytes, len);
    return 0;
}

static msgpack_packer to(Buf *buf)
{
    return (msgpack_packer){buf, add_bytes};
}

void msgpack_put_nil(Buf *buf)
{
    msgpack_packer packer = to(buf);
    msgpack_pack_nil(&packer);
}

void msgpack_put_bool(Buf *buf, bool yes)
{
    msgpack_packer packer = to(buf);
    if (yes)
        msgpack_pack_true(&packer);
    else
        msgpack_pack_false(&packer);
}

void msgpack_put_int(Buf *buf, int64_t number)
{
    msgpack_packer packer = to(buf);
    msgpack_pack_int64(&packer, number);
}

void msgpack_put_float(Buf *buf, double number)
{
    msgpack_packer packer = to(buf);
    msgpack_pack_double(&packer, number);
}

void msgpack_put_text(Buf *buf, const char *text, size_t len)
{
    msgpack_packer packer = to(buf);
    msgpack_pack_str_with_body(&packer, text, len);
}

void msgpack_put_list(Buf *buf, uint32_t count)
{
    msgpack_packer packer = to(buf);
    msgpack_pack_array(&packer, count);
}

void msgpack_put_map(Buf *buf, uint32_t count)
{
    msgpack_packer packer = to(buf);
    msgpack_pack_map(&packer, count);
}
