package import ClusterProvider
import KubeVirt
package import Machines
package import Offload

extension StandInKubeVirt: Subresources {
    package func openConsole(of vmi: VMIName) async throws(MachineError) -> any ByteStream {
        try running(vmi).openConsole()
    }

    package func openPort(_ port: UInt16, of vmi: VMIName) async throws(MachineError) -> any ByteStream {
        try running(vmi).openPort(port)
    }

    package func put(_ order: VMIOrder, to vmi: VMIName) async throws(MachineError) {
        let guest = try running(vmi)
        switch order {
        case .reset: guest.reset()
        case .pause, .unpause:
            guest.setPaused(order == .pause)
            let paused = VirtualMachineInstanceStatus.Condition(status: "True", type: "Paused")
            await patch(
                vmi, StandInStatus.words(.running, conditions: [StandInStatus.ready] + (guest.isPaused ? [paused] : []))
            )
        }
    }

    /// A way in for providers on this stand-in.
    package nonisolated var login: any GuestLogin { StandInLogin(cluster: self) }
}
