/* python_name.h - how Python spells modules and functions. */
#ifndef FLW_TYPESYS_PYTHON_NAME_H
#define FLW_TYPESYS_PYTHON_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* eta.train */
bool python_name_is_module(const char *text);
/* class, of the first len bytes: cannot name anything */
bool python_name_is_keyword(const char *text, size_t len);
/* train */
bool python_name_is_function(const char *text);

#endif
