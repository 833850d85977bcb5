import Glibc
import Host
import MayflyTestSupport
import Offload

// A cluster for one command, which finds it by its environment; its end is the cluster's.
//
// stand-in-cluster COMMAND [ARGUMENT]...
let words = Array(CommandLine.arguments.dropFirst())
guard let program = words.first.flatMap({ FileSystem.program($0) }) else {
    let usage = Array("usage: stand-in-cluster COMMAND [ARGUMENT]...; there is no such command\n".utf8)
    _ = usage.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    exit(125)
}
let end = try await StandInCluster.withCluster { cluster in
    var environment = ProcessEnvironment.current
    environment["KUBECONFIG"] = cluster.configuration
    environment["MAYFLY_ON"] = "cluster"
    environment["MAYFLY_CLUSTER_IMAGE"] = "containerDisk:\(cluster.registry)/mayfly/images"
    let output = Descriptor(owning: try retrying("dup") { dup(STDOUT_FILENO) })
    return try await Tethered.start(
        SpawnRequest(program, Array(words.dropFirst()), environment: environment, output: output)
    ).wait()
}
if case .exited(let status) = end { exit(status) }
exit(125)
