package import ClusterProvider
import KubeVirt
package import Machines
package import Offload

extension StandInKubeVirt: Subresources {
    package func openConsole(of vmi: VMIName) async throws(MachineError) -> any ByteStream {
        try await running(vmi).openConsole()
    }

    package func openPort(_ port: UInt16, of vmi: VMIName) async throws(MachineError) -> any ByteStream {
        try await running(vmi).openPort(port)
    }

    package func put(_ order: VMIOrder, to vmi: VMIName) async throws(MachineError) {
        let guest = try running(vmi)
        switch order {
        case .reset: try await guest.reset()
        case .pause, .unpause:
            try await guest.setPaused(order == .pause)
            let paused = VirtualMachineInstanceStatus.Condition(status: "True", type: "Paused")
            await patch(
                vmi,
                StandInStatus.words(.running, conditions: [StandInStatus.ready] + (order == .pause ? [paused] : []))
            )
        }
    }

    /// A way in for providers on this stand-in.
    package nonisolated var login: any GuestLogin { StandInLogin(cluster: self) }
}
