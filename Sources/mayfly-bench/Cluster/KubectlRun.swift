import Glibc
import Host
import Kubernetes

/// The same number of bare VMIs, by kubectl: created from one file, waited for and deleted.
struct KubectlRun {
    let program: String
    let client: KubernetesClient
    let count: Int

    func run() async throws -> ClusterReport.Kubectl {
        let path = "/tmp/mayfly-bench-\(getpid()).yaml"
        try FileSystem.write(Array(manifests.utf8), to: path, synced: false)
        defer { unlink(path) }
        var report = ClusterReport.Kubectl()
        try await measure(&report.running) {
            try await kubectl("create", "-f", path)
            try await kubectl(
                "wait", "vmi", "-l", "bench=kubectl", "--for=jsonpath={.status.phase}=Running", "--timeout=600s")
        }
        try await measure(&report.deleting) { try await kubectl("delete", "vmi", "-l", "bench=kubectl") }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
        report.peakMemory = Int(usage.ru_maxrss) << 10
        return report
    }

    private var manifests: String {
        (0..<count).map { number in
            """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachineInstance
            metadata: {name: kubectl-\(number), labels: {bench: kubectl}}
            spec: {domain: {devices: {autoattachSerialConsole: false}, memory: {guest: 64Mi}}}

            """
        }.joined(separator: "---\n")
    }

    private func kubectl(_ words: String...) async throws {
        let result = try await Child.run(program, words + ["--namespace", client.namespace], limit: .seconds(1800))
        guard result.end == .exited(0) else { throw Failure(text: "kubectl \(words[0]): \(result.output.suffix(500))") }
    }

    private struct Failure: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }

    private func measure(_ time: inout ClusterReport.Time, _ body: () async throws -> Void) async throws {
        let (clock, processor) = (ContinuousClock.now, processorTime(RUSAGE_CHILDREN))
        try await body()
        time.clock = clock.duration(to: .now) / .seconds(1)
        time.processor = processorTime(RUSAGE_CHILDREN) - processor
    }
}
