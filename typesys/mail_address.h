/* mail_address.h - addresses of notifications. */
#ifndef FLW_TYPESYS_MAIL_ADDRESS_H
#define FLW_TYPESYS_MAIL_ADDRESS_H

/* NULL for an address; else what is wrong with it, as the end of a sentence
 * that starts with it: "has no `@`". */
const char *mail_address_fault(const char *address);

#endif
