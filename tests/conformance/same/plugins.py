from flytekit import Resources, StructuredDataset, kwtypes, task, workflow
from flytekitplugins.athena import AthenaConfig, AthenaTask
from flytekitplugins.dask import Dask, Scheduler, WorkerGroup
from flytekitplugins.kfmpi import Launcher, MPIJob
from flytekitplugins.kfmpi import Worker as MpiWorker
from flytekitplugins.kfpytorch import PyTorch, Worker
from flytekitplugins.ray import HeadNodeConfig, RayJobConfig, WorkerNodeConfig

IMAGE = "ghcr.io/acme/eta:1.4"


@task(
    container_image=IMAGE,
    task_config=RayJobConfig(
        worker_node_config=[WorkerNodeConfig(group_name="few", replicas=2, min_replicas=1, max_replicas=4)],
        head_node_config=HeadNodeConfig(ray_start_params={"log-color": "True"}),
        enable_autoscaling=True,
        shutdown_after_job_finishes=True,
        ttl_seconds_after_finished=60,
    ),
)
def by_ray(n: int) -> int:
    return ...


@task(
    container_image=IMAGE,
    task_config=Dask(
        scheduler=Scheduler(image="dask:1"),
        workers=WorkerGroup(
            number_of_workers=3, image="dask:1", requests=Resources(cpu="1", mem="2Gi"), limits=Resources(cpu="2", mem="2Gi")
        ),
    ),
)
def by_dask(n: int) -> int:
    return ...


@task(container_image=IMAGE, task_config=PyTorch(worker=Worker(replicas=4), increase_shared_mem=False))
def by_pytorch(n: int) -> int:
    return ...


@task(container_image=IMAGE, task_config=MPIJob(launcher=Launcher(replicas=1), worker=MpiWorker(replicas=2), slots=2))
def by_mpi(n: int) -> int:
    return ...


by_athena = AthenaTask(
    name="by_athena",
    query_template="select * from trips where n = {{.inputs.n}}",
    inputs=kwtypes(n=int),
    output_schema_type=StructuredDataset,
    task_config=AthenaConfig(database="eta", catalog="AwsDataCatalog", workgroup="primary"),
)


@workflow
def everywhere(n: int) -> StructuredDataset:
    a = by_ray(n=n)
    b = by_dask(n=a)
    c = by_pytorch(n=b)
    d = by_mpi(n=c)
    return by_athena(n=d)
