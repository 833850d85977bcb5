import Host
import KubeVirt
import LocalProvider
import Machines
import Mayfly
import Offload

/// Our own part: the fixture, through the same calls as `withMachine`.
struct OwnMachine: Contestant {
    /// When the command is run.
    enum Moment: Sendable {
        /// When every readiness condition of the fixture holds, as `mayfly run` does.
        case ready
        /// As soon as the way into the guest answers.
        case reached
    }

    let fixture: Fixture
    let provider: LocalProvider
    let moment: Moment
    let known: Known

    /// What the first machine told.
    struct Known: Sendable {
        let machine: VirtualMachineInstance
        let accelerator: Accelerator
        let kernel: String
        /// The root of the private daemon's processes, which QEMU is among; nil when it cannot be told.
        let daemon: Int32?
        /// How long the image took: nearly nothing when it was there already.
        let image: Duration
    }

    var name: String { moment == .ready ? "mayfly" : "mayfly, first reached" }
    var way: String {
        moment == .ready
            ? "machine made, started, ready as the fixture says, `true`" : "the same, without waiting until it is ready"
    }
    var changes: [String] { [] }
    var notes: [String] {
        moment == .ready
            ? [
                "cpu holds ourselves, QEMU and the private libvirt daemon, with what that does for others meanwhile; the "
                    + "daemon runs already, as for every machine but the first."
            ] : []
    }

    func prepare() async throws -> PeerFacts {
        PeerFacts(
            version: "0.1.0", kernel: known.kernel,
            image: .init(seconds: known.image.seconds, cached: known.image < .seconds(2))
        )
    }

    /// Makes a first machine: starts the daemon, makes the image, and learns what there is to know.
    static func firstMachine(of fixture: Fixture, by provider: LocalProvider) async throws -> Known {
        let timeline = Timeline()
        let machine = try await provider.create(fixture, options: MachineOptions(origin: .boot), timeline: timeline)
        let building: Set<Phase> = [.image, .bootstrap, .disk, .bootLoader]
        return try await finishing {
            try await machine.start()
            try await machine.waitUntilReady()
            let kernel = try await machine.run("uname", "-r").check().output
            let parent = emulator(of: machine).flatMap { ProcessTimes.of($0.pid)?.parent }
            return Known(
                machine: machine.vmi, accelerator: machine.accelerator, kernel: kernel.filter { $0 != "\n" },
                daemon: parent.flatMap { $0 > 1 ? $0 : nil },
                image: timeline.entries.filter { building.contains($0.phase) }.reduce(.zero) { $0 + $1.length })
        } finally: {
            await machine.delete()
        }
    }

    func boot() async throws -> PeerSample {
        let (own, daemon) = (ProcessTimes.own, daemonSeconds)
        let called = ContinuousClock.now
        let machine = try await provider.create(fixture, options: MachineOptions(origin: .boot), timeline: Timeline())
        return try await finishing {
            try await machine.start()
            if moment == .ready { try await machine.waitUntilReady() }
            try await machine.run("true").check()
            let wall = (ContinuousClock.now - called).seconds
            let now = ProcessTimes.own
            // libvirt's QEMU is no child of ours, and is gone with the machine: it is asked before.
            let qemu =
                known.daemon == nil ? Self.emulator(of: machine).map { ProcessTimes.seconds(ofTree: $0.pid) } : nil
            return PeerSample(
                wall: wall,
                cpu: now.ours - own.ours + now.children - own.children + daemonSeconds - daemon + (qemu ?? 0))
        } finally: {
            await machine.delete()
        }
    }

    private var daemonSeconds: Double { known.daemon.map { ProcessTimes.seconds(ofTree: $0) } ?? 0 }

    private static func emulator(of machine: Machine) -> ProcessHandle? {
        let name = "guest=mayfly-\(machine.id)-"
        return ProcessTable.processes { words in words.contains { $0.hasPrefix(name) } }.first
    }
}
