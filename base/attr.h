/* attr.h - what the compiler is told about our functions. */
#ifndef FLW_BASE_ATTR_H
#define FLW_BASE_ATTR_H

#define PRINTF_LIKE(format_at, args_at) \
    __attribute__((__format__(__printf__, format_at, args_at)))
#define NORETURN __attribute__((__noreturn__))
/* An enum that takes a byte. */
#define SMALL_ENUM __attribute__((__packed__))
/* What is rare is kept out of its callers; what is frequent, in them. */
#define NOINLINE __attribute__((__noinline__))
#define INLINE   static inline __attribute__((__always_inline__))

#endif
