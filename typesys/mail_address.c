#include "typesys/mail_address.h"

#include <stddef.h>
#include <string.h>

#include "typesys/kube_name.h"

enum { LOCAL_MAX = 64, DOMAIN_MAX = 253 };

/* What a mail server takes without quotes (RFC 5322, dot-atom). */
static const char *local_fault(const char *at, size_t len)
{
    static const char *const allowed = "abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789.!#$%&'*+/=?^_`{|}~-";
    if (len == 0)
        return "has nothing before its `@`";
    if (len > LOCAL_MAX)
        return "has more than 64 characters before its `@`";
    if (strspn(at, allowed) < len)
        return "has a character that no address may have";
    if (*at == '.' || at[len - 1] == '.')
        return "has a `.` at an end of its first part";
    for (size_t i = 0; i + 1 < len; i++)
        if (at[i] == '.' && at[i + 1] == '.')
            return "has two dots side by side";
    return NULL;
}

/* Domains are DNS names, in letters of either case. */
static const char *domain_fault(const char *at)
{
    char small[DOMAIN_MAX + 1];
    size_t len = strlen(at);
    if (len == 0)
        return "has nothing behind its `@`";
    if (len > DOMAIN_MAX)
        return "has a domain longer than 253 characters";
    for (size_t i = 0; i <= len; i++)
        small[i] =
            at[i] >= 'A' && at[i] <= 'Z' ? (char)(at[i] - 'A' + 'a') : at[i];
    return kube_subdomain_fault(small) ? "has a domain that is no DNS name"
                                       : NULL;
}

const char *mail_address_fault(const char *address)
{
    const char *at = strrchr(address, '@');
    if (address[strcspn(address, " \t\n")] != '\0')
        return "has a space in it";
    if (!at)
        return "has no `@`";
    const char *fault = local_fault(address, (size_t)(at - address));
    return fault ? fault : domain_fault(at + 1);
}
