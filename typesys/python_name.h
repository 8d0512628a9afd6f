/* python_name.h - how Python spells modules and functions. */
#ifndef FLW_TYPESYS_PYTHON_NAME_H
#define FLW_TYPESYS_PYTHON_NAME_H

#include <stdbool.h>

/* eta.train */
bool python_name_is_module(const char *text);
/* train */
bool python_name_is_function(const char *text);

#endif
