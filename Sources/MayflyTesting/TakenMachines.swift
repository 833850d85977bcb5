package import Machines
import Mayfly

/// The machines of a test that has no scope around it.
package struct TakenMachines: Sendable {
    /// Their commands are written down.
    let machines: [String?: Machine]
    let network: Network?
    let end: @Sendable () async -> Void

    init(_ machines: [String?: Machine], network: Network?, end: @escaping @Sendable () async -> Void) {
        let log = CommandLog()
        self.machines = machines.mapValues { $0.recording(in: log) }
        self.network = network
        self.end = end
    }

    /// Writes what explains a machine that could not be taken, where it is wanted.
    package static func explain(_ error: MachineError, as test: [String]) {
        guard !error.artifacts.isEmpty else { return }
        Explanation(issues: ["\(error)"], artifacts: error.artifacts).write(.current, for: test)
    }

    /// The one without a name, or the only one.
    package var current: Machine {
        get throws(MachineError) { try TestMachines(machines: machines).current() }
    }

    /// The one of this name.
    package func named(_ name: String) throws(MachineError) -> Machine {
        try TestMachines(machines: machines).named(name)
    }

    /// Ends them; before that, what explains the failures is written, where it is wanted.
    package func end(explaining failures: [String]?, as test: [String]) async {
        let settings = ArtifactSettings.current
        if settings.directory != nil, failures != nil || settings.always {
            await Explanation(issues: failures ?? [], machines: machines).write(settings, for: test)
        }
        await end()
    }
}
