/* emit_resources.c - what a container asks of the machine it runs on. */
#include "compiler/emit/emitter.h"

typedef Flyteidl__Core__Resources__ResourceEntry ResourceEntry;
typedef Flyteidl__Core__Resources__ResourceName ResourceName;

static ResourceEntry *new_entry(Emitter *e, ResourceName name,
                                const char *value)
{
    ResourceEntry *entry =
        make_new(e->arena, ResourceEntry,
                 FLYTEIDL__CORE__RESOURCES__RESOURCE_ENTRY__INIT);
    entry->name = name;
    entry->value = make_text(value);
    return entry;
}

static void add_quantity(Emitter *e, IdlResources *resources, ResourceName name,
                         const Quantity *quantity)
{
    if (quantity->request)
        make_push(e->arena, resources->requests, resources->n_requests,
                  new_entry(e, name, quantity->request));
    if (quantity->limit)
        make_push(e->arena, resources->limits, resources->n_limits,
                  new_entry(e, name, quantity->limit));
}

/* In flytekit's order. */
IdlResources *emit_resources(Emitter *e, const Settings *settings)
{
    IdlResources *out = new_core(e, Resources, RESOURCES);
    if (!settings)
        return out;
    add_quantity(e, out,
                 FLYTEIDL__CORE__RESOURCES__RESOURCE_NAME__EPHEMERAL_STORAGE,
                 &settings->storage);
    add_quantity(e, out, FLYTEIDL__CORE__RESOURCES__RESOURCE_NAME__CPU,
                 &settings->cpu);
    add_quantity(e, out, FLYTEIDL__CORE__RESOURCES__RESOURCE_NAME__GPU,
                 &settings->gpu);
    add_quantity(e, out, FLYTEIDL__CORE__RESOURCES__RESOURCE_NAME__MEMORY,
                 &settings->memory);
    return out;
}

static Flyteidl__Core__GPUAccelerator *accelerator(Emitter *e,
                                                   const Settings *settings)
{
    Flyteidl__Core__GPUAccelerator *out =
        new_core(e, GPUAccelerator, GPUACCELERATOR);
    out->device = make_text(settings->accelerator);
    if (!settings->partition)
        return out;
    out->partition_size_value_case =
        FLYTEIDL__CORE__GPUACCELERATOR__PARTITION_SIZE_VALUE_PARTITION_SIZE;
    out->partition_size = make_text(settings->partition);
    return out;
}

/* flytekit's names. */
static Flyteidl__Core__SharedMemory *shared_memory(Emitter *e, const char *size)
{
    Flyteidl__Core__SharedMemory *out =
        new_core(e, SharedMemory, SHARED_MEMORY);
    out->mount_path = make_text("/dev/shm");
    out->mount_name = make_text("flyte-shared-memory");
    out->size_limit = make_text(size);
    return out;
}

IdlExtendedResources *emit_extended(Emitter *e, const Settings *settings)
{
    if (!settings || (!settings->accelerator && !settings->shared_memory))
        return NULL;
    IdlExtendedResources *out =
        new_core(e, ExtendedResources, EXTENDED_RESOURCES);
    if (settings->accelerator)
        out->gpu_accelerator = accelerator(e, settings);
    if (settings->shared_memory)
        out->shared_memory = shared_memory(e, settings->shared_memory);
    return out;
}

static Flyteidl__Core__Secret__MountType mount_of(const SecretUse *use)
{
    if (use->as_file)
        return FLYTEIDL__CORE__SECRET__MOUNT_TYPE__FILE;
    return use->env ? FLYTEIDL__CORE__SECRET__MOUNT_TYPE__ENV_VAR
                    : FLYTEIDL__CORE__SECRET__MOUNT_TYPE__ANY;
}

IdlSecurity *emit_secrets(Emitter *e, const Settings *settings)
{
    if (!settings || !settings->secrets.len)
        return NULL;
    IdlSecurity *out = new_core(e, SecurityContext, SECURITY_CONTEXT);
    new_list(e, out->secrets, out->n_secrets, settings->secrets.len);
    for (uint32_t i = 0; i < settings->secrets.len; i++) {
        const SecretUse *use = &settings->secrets.at[i];
        Flyteidl__Core__Secret *secret = new_core(e, Secret, SECRET);
        secret->group = make_text(use->group);
        secret->group_version = make_text(use->version);
        secret->key = make_text(use->key);
        secret->mount_requirement = mount_of(use);
        secret->env_var = make_text(use->env);
        out->secrets[i] = secret;
    }
    return out;
}
