import Glibc
import Host
import MayflyTestSupport
import Offload

// A cluster for one command, which finds it by its environment; its end is the cluster's.
//
// stand-in-cluster COMMAND [ARGUMENT]...
func end(_ words: String) -> Never {
    _ = Array("stand-in-cluster: \(words)\n".utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    exit(125)
}

let words = Array(CommandLine.arguments.dropFirst())
guard let program = words.first.flatMap({ FileSystem.program($0) }) else {
    end("usage: stand-in-cluster COMMAND [ARGUMENT]...; there is no such command")
}
do {
    let ending = try await StandInCluster.withCluster { cluster in
        var environment = ProcessEnvironment.current
        environment["KUBECONFIG"] = cluster.configuration
        environment["MAYFLY_ON"] = "cluster"
        environment["MAYFLY_CLUSTER_IMAGE"] = "containerDisk:\(cluster.registry)/mayfly/images"
        let output = Descriptor(owning: try retrying("dup") { dup(STDOUT_FILENO) })
        return try await Tethered.start(
            SpawnRequest(program, Array(words.dropFirst()), environment: environment, output: output)
        ).wait()
    }
    guard case .exited(let status) = ending else { end("the command was ended: \(ending)") }
    exit(status)
} catch {
    end("\(error)")
}
