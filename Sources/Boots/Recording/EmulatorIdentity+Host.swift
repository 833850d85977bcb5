import Host
package import KubeVirt
import LocalProvider
package import Machines

extension EmulatorIdentity {
    /// This host's QEMU for an architecture, with what a machine's type stands for there.
    package static func ofThisHost(
        _ architecture: Architecture, type: String
    ) async throws(MachineError) -> EmulatorIdentity {
        guard let program = Emulator.path(for: architecture) else {
            throw MachineError(.hostNotReady, "there is no QEMU for \(architecture.rawValue) here, see mayfly doctor")
        }
        do throws(HostError) {
            let version = try await Child.run(program, ["--version"], limit: .seconds(300))
            let machines = try await Child.run(program, ["-machine", "help"], limit: .seconds(300))
            return EmulatorIdentity(versionText: version.output, machinesText: machines.output, type: type)
        } catch {
            throw MachineError(.hostNotReady, "QEMU cannot be asked what it is", cause: error)
        }
    }

    /// Every machine type that a QEMU knows.
    static func machineTypes(of program: String) async throws(MachineError) -> [String] {
        do throws(HostError) {
            let machines = try await Child.run(program, ["-machine", "help"], limit: .seconds(300))
            return EmulatorIdentity(versionText: "", machinesText: machines.output, type: "").machineTypes
        } catch {
            throw MachineError(.hostNotReady, "QEMU cannot be asked for its machines", cause: error)
        }
    }
}
