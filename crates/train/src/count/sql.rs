//! Counting in SQL. The statements are files of their own (`crates/train/sql`), so that another engine can run them.

use super::{Counted, Counting, MOST_ITEMS, STEP, touches};
use crate::interactions::Interactions;
use anyhow::{Context, Result};
use datafusion::arrow::array::{Array, Int64Array, RecordBatch};
use datafusion::datasource::MemTable;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use std::sync::Arc;

/// A statement: its file, and what stands in it.
pub(super) type Statement = (&'static str, &'static str);

/// What makes the tables `kept` and `weights`, in this order.
const MADE: [(&str, Statement); 2] = [
    ("kept", ("keep.sql", include_str!("../../sql/keep.sql"))),
    ("weights", ("weigh.sql", include_str!("../../sql/weigh.sql"))),
];
const ITEMS: Statement = ("items.sql", include_str!("../../sql/items.sql"));
const PAIRS: Statement = ("pairs.sql", include_str!("../../sql/pairs.sql"));
/// Rows in a batch of the input.
const BATCH: usize = 1 << 16;

/// Where statements are run.
pub(super) struct Session {
    /// The engine, in which `touches` is a table.
    pub context: SessionContext,
    /// Whether `kept` and `weights` are made once. A cluster has no memory between two jobs; there they are views.
    pub keeps: bool,
    /// What to do when a statement fails.
    pub remedy: String,
}

pub(super) fn count(interactions: &Interactions, counting: &Counting, memory: usize) -> Result<Counted> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    runtime(workers)?.block_on(async {
        let config =
            SessionConfig::new().with_target_partitions(workers).with_batch_size(8192).with_collect_statistics(false);
        let environment = RuntimeEnvBuilder::new().with_memory_limit(memory, 1.0).build_arc()?;
        let session = Session {
            context: SessionContext::new_with_config_rt(config, environment),
            keeps: true,
            remedy: "if it is memory that is missing, give more with `--memory`".into(),
        };
        let mut partitions = vec![Vec::new(); workers];
        for (batch, at) in touches::batches(interactions, BATCH).zip(0..) {
            partitions[at % workers].push(batch?);
        }
        session.register("touches", partitions)?;
        session.count(interactions.items.len(), counting).await
    })
}

/// What runs the engine.
pub(super) fn runtime(workers: usize) -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build()?)
}

impl Session {
    /// Counts what is in `touches`.
    pub(super) async fn count(&self, items: usize, counting: &Counting) -> Result<Counted> {
        let fill = |(file, text): Statement| {
            let values = [
                (":graded", counting.graded.to_string()),
                (":most", MOST_ITEMS.to_string()),
                (":step", format!("{STEP:?}")),
                (":power", format!("{:?}", counting.length_power / 2.0)),
                (":items", items.to_string()),
                (":least", counting.least.max(1).to_string()),
            ];
            (file, values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value)))
        };
        for (name, statement) in MADE {
            let (file, text) = fill(statement);
            if self.keeps {
                self.register(name, self.ask(file, &text).await?)?;
            } else {
                let view = self.context.sql(&text).await.context(file)?.into_view();
                self.context.register_table(name, view)?;
            }
        }
        let mut counted = Counted { items: vec![0; items], pairs: Vec::new() };
        let (file, text) = fill(ITEMS);
        for (item, product) in columns(&self.ask(file, &text).await?)? {
            counted.items[usize::try_from(item)?] = product;
        }
        let (file, text) = fill(PAIRS);
        let mut pairs = columns(&self.ask(file, &text).await?)?;
        // Answers come in any order.
        rayon::slice::ParallelSliceMut::par_sort_unstable(pairs.as_mut_slice());
        let width = i64::try_from(items)?;
        counted.pairs =
            pairs.into_iter().map(|(pair, product)| ((pair / width) as u32, (pair % width) as u32, product)).collect();
        Ok(counted)
    }

    /// What a statement answers.
    pub(super) async fn ask(&self, file: &'static str, text: &str) -> Result<Vec<Vec<RecordBatch>>> {
        let frame = self.context.sql(text).await.context(file)?;
        frame.collect_partitioned().await.with_context(|| format!("{file}; {}", self.remedy))
    }

    fn register(&self, name: &str, partitions: Vec<Vec<RecordBatch>>) -> Result<()> {
        let schema = partitions.iter().flatten().next().map(RecordBatch::schema);
        let schema = schema.with_context(|| format!("the table `{name}` is empty"))?;
        self.context.register_table(name, Arc::new(MemTable::try_new(schema, partitions)?))?;
        Ok(())
    }
}

/// The two whole-number columns of an answer.
pub(super) fn columns(partitions: &[Vec<RecordBatch>]) -> Result<Vec<(i64, i64)>> {
    let mut rows = Vec::with_capacity(partitions.iter().flatten().map(RecordBatch::num_rows).sum());
    for batch in partitions.iter().flatten() {
        let column = |at: usize| {
            let column = batch.columns().get(at).and_then(|column| column.as_any().downcast_ref::<Int64Array>());
            column.filter(|column| column.null_count() == 0).context("a column of whole numbers is missing")
        };
        rows.extend(column(0)?.values().iter().copied().zip(column(1)?.values().iter().copied()));
    }
    Ok(rows)
}
