import Glibc
import Host
import Offload

/// kubectl: VMIs from one file, one watch that shows them, and a deletion by label that does not wait itself.
struct KubectlContestant: ClusterContestant {
    let program: String
    let namespace: String

    var name: String { "kubectl" }

    func check() throws {
        guard FileSystem.exists(program) else {
            throw ContestFailure(
                "there is no kubectl to compare with at \(program): apt-get install kubernetes-client, or name it by --kubectl"
            )
        }
    }

    func version() async throws -> String {
        let result = try await Child.run(program, ["version", "--client"], limit: .seconds(60))
        return result.output.split(separator: "\n").first.map(String.init) ?? "unknown"
    }

    func run(count: Int, abreast: Int) async throws -> ContestSample {
        let path = "/tmp/mayfly-bench-\(getpid()).yaml"
        try FileSystem.write(Array(manifests(count).utf8), to: path, synced: false)
        defer { unlink(path) }
        let begun = ContinuousClock.now
        let form = "jsonpath={.type} {.object.status.phase} {.object.metadata.name}{\"\\n\"}"
        return try await MeasuredChild.with(
            program, words("get", ["vmi", "-l", "bench=kubectl", "--watch", "--output-watch-events", "-o", form])
        ) { watch in
            var sample = ContestSample()
            var seen = SeenByKubectl()
            var lines = watch.lines.makeAsyncIterator()
            async let created = kubectl("create", ["-f", path], watchedBy: watch)
            while seen.running.count < count, let line = await lines.next() { seen.take(line) }
            sample.add(try await created)
            sample.running = (ContinuousClock.now - begun).seconds
            async let deleted = kubectl("delete", ["vmi", "-l", "bench=kubectl", "--wait=false"], watchedBy: watch)
            while seen.gone < count, let line = await lines.next() { seen.take(line) }
            sample.add(try await deleted)
            sample.add(await watch.stop())
            sample.clock = (ContinuousClock.now - begun).seconds
            sample.deleting = sample.clock - sample.running
            sample.events = seen.events
            guard seen.gone == count else { throw ContestFailure("kubectl get --watch ended: \(seen.last)") }
            return sample
        }
    }

    private func manifests(_ count: Int) -> String {
        (0..<count).map { number in
            """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachineInstance
            metadata: {name: kubectl-\(number), labels: {bench: kubectl}}
            spec: {domain: {devices: {autoattachSerialConsole: false}, memory: {guest: 64Mi}}}

            """
        }.joined(separator: "---\n")
    }

    private func words(_ verb: String, _ words: [String]) -> [String] { [verb] + words + ["--namespace", namespace] }

    /// When it fails nobody waits for what it should have done.
    private func kubectl(
        _ verb: String, _ more: [String], watchedBy watch: MeasuredChild
    ) async throws -> Child.Usage {
        try await MeasuredChild.with(program, words(verb, more)) { child in
            var last: [String] = []
            for await line in child.lines { last = last.suffix(20) + [line] }
            let (end, usage) = await child.end()
            guard end == .exited(0) else {
                _ = await watch.stop()
                throw ContestFailure("kubectl \(verb): \(end): \(last.joined(separator: "\n"))")
            }
            return usage
        }
    }
}

/// What a watch by kubectl has shown: on each line what happened, to which phase, to whom.
struct SeenByKubectl: Sendable {
    private(set) var running: Set<Substring> = []
    private(set) var gone = 0
    private(set) var events = 0
    /// The last line that is no event.
    private(set) var last = ""

    mutating func take(_ line: String) {
        let words = line.split(separator: " ")
        switch words.first {
        case "ADDED", "MODIFIED":
            events += 1
            if words.count == 3, words[1] == "Running" { running.insert(words[2]) }
        case "DELETED":
            events += 1
            gone += 1
        default: last = line
        }
    }
}
