import Glibc
import Host
import Images
import Lifecycle
import LocalProvider
import Mayfly
import Offload

/// Does with images what others do too, in turns, so that whatever else the host does meets both.
struct ImageBenchmark: Sendable {
    let fixture: Fixture
    let rounds: Int
    let parts: [ImagePart]

    func run() async throws -> ImageReport {
        try HostDirectories.ofThisUser.prepare()
        let emulator = Emulator.path(for: .ofThisHost) ?? "qemu-system-x86_64"
        let verdict = try await AcceleratorProbe(.ofThisUser).verdict(emulator: emulator) {
            try? HostKernel.find(.host).path
        }
        let scratch = try BenchDirectory()
        return try await finishing {
            var comparisons: [ImageReport.Comparison] = []
            var cached: ImageReport.Cached?
            if parts.contains(.steps) || parts.contains(.cached) {
                let steps = try await StepContest(fixture: fixture, accelerator: verdict.accelerator, in: scratch.path)
                if parts.contains(.steps) { comparisons.append(try await steps.compare(rounds: rounds)) }
                if parts.contains(.cached) { cached = try await steps.repeated(rounds: max(rounds, 10)) }
            }
            if parts.contains(.import) {
                comparisons.append(try await ImportContest(in: scratch.path).compare(rounds: rounds))
            }
            if parts.contains(.download) {
                comparisons.append(try await DownloadContest(in: scratch.path).compare(rounds: rounds))
            }
            return ImageReport(
                rounds: rounds, accelerator: verdict.accelerator.rawValue,
                host: try await HostReport.ofThisHost(emulator: emulator), comparisons: comparisons, cached: cached)
        } finally: {
            await blocking { scratch.remove() }
        }
    }
}

/// A directory in the cache for what is measured; the next run removes what a killed one left.
struct BenchDirectory: Sendable {
    let path: String
    private let lock: FileLock

    init() throws {
        let parent = HostDirectories.ofThisUser.cache + "/bench"
        try FileSystem.makeDirectory(parent)
        for name in FileSystem.names(in: parent) where name.hasPrefix("image-") {
            guard let lock = try? FileLock.trying(existing: "\(parent)/\(name)") else { continue }
            try? FileSystem.remove(lock.path)
            lock.release()
        }
        path = "\(parent)/image-\(getpid())"
        try FileSystem.makeDirectory(path)
        guard let lock = try FileLock.trying(existing: path) else {
            throw PeerObstacle("\(path) is another process's")
        }
        self.lock = lock
    }

    func remove() {
        try? FileSystem.remove(path)
        lock.release()
    }
}

extension ImageReport.Comparison {
    /// Each in turns, once uncounted and then `rounds` times; `clear` is done before each. One of the other's that fails
    /// ends its part.
    mutating func measure(
        rounds: Int, clear: () async throws -> Void = {}, ours own: () async throws -> Void,
        theirs other: () async throws -> Void
    ) async throws {
        for round in 0...rounds {
            try await clear()
            let ours = try await seconds(own)
            if round > 0 { self.ours.append(ours) }
            complain("mayfly-bench: \(part), round \(round) of \(rounds): ours \(ours.milliseconds)")
            guard obstacle == nil else { continue }
            try await clear()
            do {
                let theirs = try await seconds(other)
                if round > 0 { self.theirs.append(theirs) }
                complain("mayfly-bench: \(part), round \(round) of \(rounds): \(peer) \(theirs.milliseconds)")
            } catch {
                try Task.checkCancellation()
                obstacle = "\(error)"
                complain("mayfly-bench: \(part), \(peer): \(error)")
            }
        }
    }
}

/// How long a body takes.
func seconds(_ body: () async throws -> Void) async throws -> Double {
    let start = ContinuousClock.now
    try await body()
    return (ContinuousClock.now - start).seconds
}

/// Runs a program that must succeed.
func runTool(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], package: String
) async throws {
    guard let path = FileSystem.program(program) else { throw PeerObstacle.missing(program, package: package) }
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let result = try await Child.run("/usr/bin/env", variables + [path] + arguments, limit: .seconds(1800))
    guard result.end == .exited(0) else {
        throw PeerObstacle("\(program) failed", output: result.output.split(separator: "\n").map(String.init))
    }
}
