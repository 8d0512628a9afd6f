#include "typesys/pod_spec.h"

#include <string.h>

#include "base/map.h"
#include "base/near.h"
#include "base/panic.h"
#include "typesys/complain_kind.h"
#include "typesys/image_ref.h"
#include "typesys/json_literal.h"
#include "typesys/kube_name.h"
#include "typesys/quantity.h"

typedef enum PodPart {
    PART_NOTHING,
    PART_POD,
    PART_CONTAINER,
    PART_RESOURCES,
    PART_VARIABLE,
    PART_PORT,
    PART_MOUNT,
    PART_TOLERATION,
    PART_REFERENCE,
    PART_VOLUME,
    PART_EMPTY_DIR,
    PART_HOST_PATH,
    PART_CLAIM
} PodPart;

typedef enum PodShape {
    SHAPE_TEXT,
    SHAPE_BOOL,
    SHAPE_INT,
    SHAPE_QUANTITY,
    SHAPE_TEXTS,
    SHAPE_TEXTS_BY_NAME,
    SHAPE_QUANTITIES,
    SHAPE_RECORD,
    SHAPE_LIST
} PodShape;

typedef struct PodField {
    PodPart owner;
    const char *name;
    PodShape shape;
    PodPart part;
} PodField;

static const PodField pod_fields[] = {
#define POD_FIELD(owner, name, shape, part) \
    {PART_##owner, name, SHAPE_##shape, PART_##part},
#include "typesys/pod_spec.def"
#undef POD_FIELD
};
enum { POD_FIELD_COUNT = sizeof(pod_fields) / sizeof(*pod_fields) };

static bool check_part(Checker *checker, PodPart part, const Value *record);

static const PodField *find_field(PodPart owner, const Sym *name)
{
    for (int i = 0; i < POD_FIELD_COUNT; i++)
        if (pod_fields[i].owner == owner &&
            strcmp(pod_fields[i].name, name->text) == 0)
            return &pod_fields[i];
    return NULL;
}

static bool refuse_unknown(Checker *checker, PodPart owner, Span span,
                           const Sym *name)
{
    Near near = {.wanted = name};
    for (int i = 0; i < POD_FIELD_COUNT; i++)
        if (pod_fields[i].owner == owner)
            near_offer(&near, sym_of(checker->syms, pod_fields[i].name));
    if (near.best)
        complain_pod(checker, span,
                     "a pod has no `%s` there; did you mean `%s`?", name->text,
                     near.best->text);
    else
        complain_pod(checker, span, "a pod has no `%s` there", name->text);
    return false;
}

static bool refuse_shape(Checker *checker, const Sym *name, const Value *value,
                         const char *wanted)
{
    complain_pod(checker, value->span, "`%s` of a pod wants %s, found %s",
                 name->text, wanted, value_text(checker->arena, value));
    return false;
}

/* ---- shapes ---- */

static bool is_quantity(const Value *value)
{
    double size;
    if (value->kind == VALUE_STRING)
        return quantity_parse(value->as.string.at, &size);
    if (value->kind == VALUE_INT)
        return value->as.int_ >= 0;
    return value->kind == VALUE_FLOAT && value->as.float_ >= 0 &&
           value->as.float_ < 1e15;
}

static bool is_small_int(const Value *value)
{
    return value->kind == VALUE_INT && value->as.int_ >= INT32_MIN &&
           value->as.int_ <= INT32_MAX;
}

static bool is_record(const Value *value)
{
    return value->kind == VALUE_RECORD || value->kind == VALUE_MAP;
}

static bool each_is(const Value *value, bool (*is_fine)(const Value *))
{
    if (value->kind == VALUE_LIST)
        for (uint32_t i = 0; i < value->as.list.len; i++)
            if (!is_fine(value->as.list.at[i]))
                return false;
    if (is_record(value))
        for (uint32_t i = 0; i < value->as.entries.len; i++)
            if (!is_fine(value->as.entries.at[i].value))
                return false;
    return true;
}

static bool is_text(const Value *value)
{
    return value->kind == VALUE_STRING;
}

static bool check_list(Checker *checker, const PodField *field,
                       const Value *value)
{
    for (uint32_t i = 0; i < value->as.list.len; i++) {
        const Value *item = value->as.list.at[i];
        if (!is_record(item)) {
            const Sym *name = sym_of(checker->syms, field->name);
            return refuse_shape(checker, name, item, "records in its list");
        }
        if (!check_part(checker, field->part, item))
            return false;
    }
    return true;
}

static bool has_shape(PodShape shape, const Value *value)
{
    switch (shape) {
    case SHAPE_TEXT:
        return is_text(value);
    case SHAPE_BOOL:
        return value->kind == VALUE_BOOL;
    case SHAPE_INT:
        return is_small_int(value);
    case SHAPE_QUANTITY:
        return is_quantity(value);
    case SHAPE_TEXTS:
        return value->kind == VALUE_LIST && each_is(value, is_text);
    case SHAPE_TEXTS_BY_NAME:
        return is_record(value) && each_is(value, is_text);
    case SHAPE_QUANTITIES:
        return is_record(value) && each_is(value, is_quantity);
    case SHAPE_RECORD:
        return is_record(value);
    case SHAPE_LIST:
        return value->kind == VALUE_LIST;
    }
    UNREACHABLE("pod shape");
}

static const char *shape_text(PodShape shape)
{
    switch (shape) {
    case SHAPE_TEXT:
        return "a text";
    case SHAPE_BOOL:
        return "true or false";
    case SHAPE_INT:
        return "a whole number of 32 bits";
    case SHAPE_QUANTITY:
        return "an amount, as in 2, \"500m\" or 4Gi";
    case SHAPE_TEXTS:
        return "a list of texts";
    case SHAPE_TEXTS_BY_NAME:
        return "texts by name";
    case SHAPE_QUANTITIES:
        return "amounts by name, as in 2, \"500m\" or 4Gi";
    case SHAPE_RECORD:
        return "a record";
    case SHAPE_LIST:
        return "a list";
    }
    UNREACHABLE("pod shape");
}

static bool check_field(Checker *checker, const PodField *field,
                        const Sym *name, const Value *value)
{
    if (value->kind == VALUE_NONE)
        return true;
    if (!has_shape(field->shape, value))
        return refuse_shape(checker, name, value, shape_text(field->shape));
    if (field->shape == SHAPE_LIST)
        return check_list(checker, field, value);
    return field->shape != SHAPE_RECORD ||
           check_part(checker, field->part, value);
}

/* ---- what the parts must hold ---- */

static const Value *entry(Checker *checker, const Value *record,
                          const char *name)
{
    return value_entry(record, sym_of(checker->syms, name));
}

static const char *entry_text(Checker *checker, const Value *record,
                              const char *name)
{
    const Value *value = entry(checker, record, name);
    return value && value->kind == VALUE_STRING ? value->as.string.at : NULL;
}

static bool check_container(Checker *checker, const Value *container)
{
    const char *name = entry_text(checker, container, "name");
    const char *image = entry_text(checker, container, "image");
    const char *fault = name ? kube_dns_label_fault(name) : NULL;
    if (!name)
        complain_pod(checker, container->span, "this container has no `name`");
    else if (fault)
        complain_pod(checker, container->span,
                     "`%s` cannot be a container's name: it %s", name, fault);
    else if (!image)
        complain_pod(checker, container->span, "container `%s` has no `image`",
                     name);
    else if ((fault = image_ref_fault(image)))
        complain_image(checker, entry(checker, container, "image")->span, image,
                       fault);
    else
        return true;
    return false;
}

static double amount_of(const Value *value)
{
    double size = 0;
    if (value->kind == VALUE_INT)
        return (double)value->as.int_;
    if (value->kind == VALUE_FLOAT)
        return value->as.float_;
    quantity_parse(value->as.string.at, &size);
    return size;
}

static bool check_amount(Checker *checker, const ValueEntry *request,
                         const Value *limit)
{
    const char *name = request->name->text;
    double wanted = amount_of(request->value);
    bool is_gpu = strcmp(name, "nvidia.com/gpu") == 0;
    if (!limit)
        return true;
    if (wanted > amount_of(limit))
        complain_pod(checker, request->value->span,
                     "the request of `%s` is over its limit", name);
    else if (is_gpu && wanted < amount_of(limit))
        complain_pod(checker, request->value->span,
                     "request and limit of `%s` must be equal", name);
    else
        return true;
    return false;
}

static bool check_resources(Checker *checker, const Value *resources)
{
    const Value *requests = entry(checker, resources, "requests");
    const Value *limits = entry(checker, resources, "limits");
    if (!requests || !limits || !is_record(requests) || !is_record(limits))
        return true;
    for (uint32_t i = 0; i < requests->as.entries.len; i++) {
        const ValueEntry *request = &requests->as.entries.at[i];
        if (!check_amount(checker, request, value_entry(limits, request->name)))
            return false;
    }
    return true;
}

static bool check_pod(Checker *checker, const Value *spec)
{
    Map seen = {0};
    const Value *containers = entry(checker, spec, "containers");
    if (!containers || containers->as.list.len == 0) {
        complain_pod(checker, spec->span, "the pod has no `containers`");
        return false;
    }
    for (uint32_t i = 0; i < containers->as.list.len; i++) {
        const Value *container = containers->as.list.at[i];
        const char *text = entry_text(checker, container, "name");
        const Sym *name = sym_of(checker->syms, text ? text : "");
        if (map_find(&seen, name)) {
            complain_pod(checker, container->span,
                         "two containers are called `%s`", text);
            return false;
        }
        map_put(checker->arena, &seen, name, (void *)container);
    }
    return true;
}

static bool check_whole(Checker *checker, PodPart part, const Value *record)
{
    if (part == PART_POD)
        return check_pod(checker, record);
    if (part == PART_CONTAINER)
        return check_container(checker, record);
    return part != PART_RESOURCES || check_resources(checker, record);
}

/* The parts are nested by the table, which has no ring. */
static bool check_part(Checker *checker, PodPart part, const Value *record)
{
    if (part == PART_NOTHING)
        return true;
    for (uint32_t i = 0; i < record->as.entries.len; i++) {
        const ValueEntry *found = &record->as.entries.at[i];
        const PodField *field = find_field(part, found->name);
        if (!field)
            return refuse_unknown(checker, part, found->value->span,
                                  found->name);
        if (!check_field(checker, field, found->name, found->value))
            return false;
    }
    return check_whole(checker, part, record);
}

const Value *pod_spec_read(Checker *checker, Expr *expr, const Sym *field)
{
    const Value *spec = json_literal_read(checker, expr, field, JSON_TEMPLATE);
    if (spec && !is_record(spec)) {
        refuse_shape(checker, field, spec, "a record");
        return NULL;
    }
    return spec && check_part(checker, PART_POD, spec) ? spec : NULL;
}

void pod_spec_check_primary(Checker *checker, const Value *spec,
                            const char *primary, Span span)
{
    const Value *containers = entry(checker, spec, "containers");
    for (uint32_t i = 0; i < containers->as.list.len; i++) {
        const char *name =
            entry_text(checker, containers->as.list.at[i], "name");
        if (name && strcmp(name, primary) == 0)
            return;
    }
    complain_pod(checker, span, "no container of the pod is called `%s`",
                 primary);
}
