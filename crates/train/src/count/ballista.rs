//! Counting on a Ballista cluster: the same statements, planned by its scheduler and run by its executors.
//!
//! Tables in this program's memory cannot travel, so that histories are laid down as Arrow files in a folder that all
//! nodes see. They carry numbers of members and items, no names, and are removed in the end. That nothing was missed
//! is asked before anything is counted.

use super::sql::{Session, columns, runtime};
use super::{Counted, Counting, Remote, touches};
use crate::interactions::{Interactions, MILLION, Touch};
use anyhow::{Context, Result, anyhow, bail};
use ballista_core::execution_plans::DistributedQueryExec;
use ballista_core::extension::{SessionConfigExt, SessionStateExt};
use ballista_core::serde::protobuf::scheduler_grpc_client::SchedulerGrpcClient;
use ballista_core::serde::protobuf::{CancelJobParams, GetJobStatusParams};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::ipc::writer::FileWriter;
use datafusion::datasource::file_format::arrow::ArrowFormat;
use datafusion::datasource::listing::ListingOptions;
use datafusion::execution::SessionStateBuilder;
use datafusion::physical_plan::{ExecutionPlan, collect};
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion_proto::protobuf::LogicalPlanNode;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::time::timeout;

/// Asks what can be read of `touches`.
const ARRIVED: &str = include_str!("../../sql/arrived.sql");
/// The rows of a file, and how many files there are: as many as tasks of a stage.
const ROWS: usize = 1 << 16;
const FEWEST: usize = 16;
const MOST: usize = 1024;

pub(super) fn count(interactions: &Interactions, counting: &Counting, remote: &Remote) -> Result<Counted> {
    runtime(2)?.block_on(async {
        // Executors may have gone since the program began; a job without any waits without end.
        probe(remote).await?;
        let laid = Laid::new(remote, interactions)?;
        let session = laid.session(remote).await?;
        laid.arrived(remote, session.ask("arrived.sql", ARRIVED)).await?;
        session.count(interactions.items.len(), counting).await
    })
}

/// Refuses a cluster that cannot be worked with.
pub(super) fn check(remote: &Remote) -> Result<()> {
    remote.folder()?;
    runtime(1)?.block_on(async {
        reach(remote).await?;
        probe(remote).await
    })
}

/// Finds out whether a scheduler answers.
async fn reach(remote: &Remote) -> Result<()> {
    let scheduler = &remote.scheduler;
    let absent =
        || format!("no Ballista scheduler answers at {scheduler}; start one there, or name another with `--scheduler`");
    let asked = async {
        let mut client = SchedulerGrpcClient::connect(scheduler.to_string()).await.with_context(absent)?;
        // A job that is not there: whoever knows jobs can answer.
        let status = client.get_job_status(GetJobStatusParams { job_id: String::new() }).await;
        status.map_err(|status| anyhow!("what answers at {scheduler} is no Ballista scheduler: {}", status.message()))
    };
    timeout(remote.wait, asked).await.with_context(absent)??;
    Ok(())
}

/// Has a little counted by whoever is there.
async fn probe(remote: &Remote) -> Result<()> {
    let touch = |item| Touch { item, affinity: MILLION };
    let sample = Interactions {
        items: vec!["first".into(), "second".into()],
        members: vec![vec![touch(0)], vec![touch(0), touch(1)]],
        ..Interactions::default()
    };
    let laid = Laid::new(remote, &sample)?;
    let session = laid.session(remote).await?;
    let plan = session.context.sql(ARRIVED).await?.create_physical_plan().await?;
    let answer = async { anyhow::Ok(vec![collect(plan.clone(), session.context.task_ctx()).await?]) };
    if let Ok(arrived) = timeout(remote.wait, laid.arrived(remote, answer)).await {
        return arrived;
    }
    cancel(remote, plan.as_ref()).await;
    bail!(
        "no executor of the scheduler {} began in {} s; start one, or wait for longer with `--wait`",
        remote.scheduler,
        remote.wait.as_secs()
    )
}

/// Leaves no job behind that nobody waits for.
async fn cancel(remote: &Remote, plan: &dyn ExecutionPlan) {
    let job = plan.downcast_ref::<DistributedQueryExec<LogicalPlanNode>>().and_then(DistributedQueryExec::job_id);
    let Some(job) = job else { return };
    let cancelled = async {
        let mut client = SchedulerGrpcClient::connect(remote.scheduler.to_string()).await.ok()?;
        client.cancel_job(CancelJobParams { job_id: job.into() }).await.ok()
    };
    // A scheduler that is gone has no jobs either.
    let _ = timeout(remote.wait, cancelled).await;
}

/// Histories in files that nodes can read, until the value is dropped.
struct Laid {
    folder: TempDir,
    files: usize,
    sum: (i64, i64),
}

impl Laid {
    fn new(remote: &Remote, interactions: &Interactions) -> Result<Laid> {
        let parent = remote.folder()?;
        let folder = folder(remote, &parent).with_context(|| format!("cannot write to {}", parent.display()))?;
        let sum = touches::sum(interactions);
        let parts = (interactions.len() / ROWS).clamp(FEWEST, MOST);
        let mut files = 0;
        for batch in touches::batches(interactions, interactions.len().div_ceil(parts)) {
            let path = folder.path().join(format!("{files:04}.arrow"));
            write(&path, &batch?).with_context(|| format!("cannot write {}", path.display()))?;
            files += 1;
        }
        Ok(Laid { folder, files, sum })
    }

    /// The cluster with the files as its table `touches`.
    async fn session(&self, remote: &Remote) -> Result<Session> {
        let config = SessionConfig::new_with_ballista()
            .with_target_partitions(self.files)
            .with_batch_size(8192)
            .with_ballista_job_name("guildhall: counting pairs");
        let state = SessionStateBuilder::new().with_config(config).with_default_features().build();
        let context = SessionContext::new_with_state(state.upgrade_for_ballista(remote.scheduler.to_string())?);
        let options = ListingOptions::new(Arc::new(ArrowFormat)).with_file_extension(".arrow");
        // The last stroke says that it is a folder.
        let path = format!("{}/", self.folder.path().display());
        context.register_listing_table("touches", path, options, Some(touches::schema()), None).await?;
        let remedy = format!("the cluster of {} could not do it, and nothing is kept of it", remote.scheduler);
        Ok(Session { context, keeps: false, remedy })
    }

    /// Refuses an answer to `arrived.sql` that tells of anything else than what is laid down.
    async fn arrived(
        &self,
        remote: &Remote,
        answer: impl Future<Output = Result<Vec<Vec<RecordBatch>>>>,
    ) -> Result<()> {
        let seen = || {
            format!(
                "the cluster of {} could not read {}; unless a node ended, scheduler and executors do not see the folder under this name, and `--shared` has to name one that they see",
                remote.scheduler,
                self.folder.path().display()
            )
        };
        let read = columns(&answer.await.with_context(seen)?)?;
        if read != [self.sum] {
            let rows = read.first().map_or(0, |(rows, _)| *rows);
            return Err(anyhow!("{rows} of {} rows arrived", self.sum.0).context(seen()));
        }
        Ok(())
    }
}

/// A folder of its own; in the system's own place for temporary files nobody else can look into it.
fn folder(remote: &Remote, parent: &Path) -> Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("guildhall-counting-");
    #[cfg(unix)]
    if !remote.is_private() {
        use std::os::unix::fs::PermissionsExt;
        // Executors may belong to somebody else; whom to let in is for the folder above, and the process's mask, to say.
        builder.permissions(std::fs::Permissions::from_mode(0o777));
    }
    Ok(builder.tempdir_in(parent)?)
}

fn write(path: &Path, batch: &RecordBatch) -> Result<()> {
    let mut writer = FileWriter::try_new(File::create(path)?, &batch.schema())?;
    writer.write(batch)?;
    Ok(writer.finish()?)
}
