//! The nodes of a cluster: a scheduler and executors, each a process of its own, because an executor's end is a matter of
//! its whole process.
//!
//! They are Ballista's own, with settings that suit a few nodes. A large cluster is better served by the programs that come
//! with Ballista.

use anyhow::{Context, Result, anyhow};
use ballista_core::ids::new_instance_id;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_executor::health::ExecutorHealth;
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

use crate::count::Address;

/// The seconds between two signs of life of an executor.
const HEARTBEAT: u64 = 1;

/// Schedules until the process ends.
///
/// Executors that give no sign of life for `patience` are taken for lost, and jobs for failed when there is none left.
/// `ready` is told where the scheduler listens.
///
/// # Errors
/// When it cannot listen.
pub async fn schedule(listen: SocketAddr, patience: Duration, ready: impl FnOnce(SocketAddr)) -> Result<()> {
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr()?;
    let patience = patience.as_secs().max(2 * HEARTBEAT);
    let config = SchedulerConfig {
        external_host: address.ip().to_string(),
        bind_host: address.ip().to_string(),
        bind_port: address.port(),
        executor_timeout_seconds: patience,
        no_executors_grace_period_seconds: patience,
        expire_dead_executor_interval_seconds: HEARTBEAT,
        ..SchedulerConfig::default()
    };
    config.validate()?;
    let cluster = BallistaCluster::new_from_config(&config).await?;
    let scheduler = create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config)).await?;
    ready(address);
    Ok(start_grpc_service_with_listener(listener, scheduler).await?)
}

/// An executor, before it begins.
#[derive(Debug, Clone)]
pub struct Executor {
    /// The scheduler it works for.
    pub scheduler: Address,
    /// The address of this machine at which other nodes reach it.
    pub address: IpAddr,
    /// How many tasks it does at once.
    pub cores: usize,
    /// Where it keeps what is between two stages of a job.
    pub folder: PathBuf,
}

/// Executes until the process is told to end. `ready` is told when the scheduler knows of it.
///
/// # Errors
/// When the scheduler is not there, or a port cannot be had.
pub async fn execute(executor: Executor, ready: impl FnOnce() + Send + 'static) -> Result<()> {
    let health = ExecutorHealth::new();
    let folder = executor.folder.to_str().context("the folder's name is not UTF-8")?.to_owned();
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {folder}"))?;
    let [port, grpc_port] = free_ports(executor.address)?;
    let config = ExecutorProcessConfig {
        executor_id: new_instance_id(),
        bind_host: executor.address.to_string(),
        external_host: Some(executor.address.to_string()),
        port,
        grpc_port,
        scheduler_host: executor.scheduler.host().to_owned(),
        scheduler_port: executor.scheduler.port(),
        vcores: executor.cores,
        work_dir: Some(folder),
        executor_heartbeat_interval_seconds: HEARTBEAT,
        health: health.clone(),
        ..ExecutorProcessConfig::default()
    };
    tokio::spawn(async move {
        while !health.is_ready() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        ready();
    });
    start_executor_process(Arc::new(config)).await.map_err(|error| anyhow!("{}: {error}", executor.scheduler))
}

/// Two ports that nobody listens on. Ballista wants numbers and takes no listeners.
fn free_ports(address: IpAddr) -> Result<[u16; 2]> {
    let listen = || std::net::TcpListener::bind((address, 0)).with_context(|| format!("cannot listen on {address}"));
    // Both are open at once, so that they differ.
    let (one, other) = (listen()?, listen()?);
    Ok([one.local_addr()?.port(), other.local_addr()?.port()])
}
