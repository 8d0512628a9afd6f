/* image_ref.h - references of container images:
 * [host[:port]/]path[:tag][@digest] */
#ifndef FLW_TYPESYS_IMAGE_REF_H
#define FLW_TYPESYS_IMAGE_REF_H

/* NULL for a good reference; else what is wrong with it, as the end of a
 * sentence that starts with the reference: "has a space in it". */
const char *image_ref_fault(const char *reference);

#endif
