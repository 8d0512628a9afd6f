/* kube_name.h - how names are written where Kubernetes, and flyteadmin with
 * it, has a grammar for them.
 *
 * Each function gives NULL for a good name, else what is wrong with it, as the
 * end of a sentence that starts with the name: "has a space in it". */
#ifndef FLW_TYPESYS_KUBE_NAME_H
#define FLW_TYPESYS_KUBE_NAME_H

#include <stddef.h>

/* [prefix/]name, prefix a DNS subdomain, name at most 63: labels, annotations.
 */
const char *kube_label_key_fault(const char *key);
/* Empty, or like a label's name: at most 63. */
const char *kube_label_value_fault(const char *value);
/* a-z 0-9 -, at most 63: a container's name (DNS-1123 label). */
const char *kube_dns_label_fault(const char *name);
/* DNS labels joined by dots, at most 253: pod templates, service accounts. */
const char *kube_subdomain_fault(const char *name);
/* Letters, digits, _; no digit first. */
const char *kube_variable_fault(const char *name);
/* The same without small letters: what flytekit takes for a secret. */
const char *kube_secret_variable_fault(const char *name);

#endif
