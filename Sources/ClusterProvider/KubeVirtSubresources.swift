package import Kubernetes
package import Machines
package import Offload

/// The subresources of a real KubeVirt.
package struct KubeVirtSubresources: Subresources {
    private let client: KubernetesClient

    package init(_ client: KubernetesClient) { self.client = client }

    package func openConsole(of vmi: VMIName) async throws(MachineError) -> any ByteStream {
        do throws(KubernetesError) {
            return try await client.openConsole(of: vmi.name, in: vmi.namespace)
        } catch {
            throw Self.failure(error, vmi)
        }
    }

    package func openPort(_ port: UInt16, of vmi: VMIName) async throws(MachineError) -> any ByteStream {
        do throws(KubernetesError) {
            return try await client.openPort(port, of: vmi.name, in: vmi.namespace)
        } catch {
            throw Self.failure(error, vmi)
        }
    }

    package func put(_ order: VMIOrder, to vmi: VMIName) async throws(MachineError) {
        let action: SubresourceAction =
            switch order {
            case .pause: .pause
            case .unpause: .unpause
            case .reset: .reset
            }
        do throws(KubernetesError) {
            try await client.put(action, to: vmi.name, in: vmi.namespace)
        } catch {
            throw .cluster(error, namespace: vmi.namespace)
        }
    }

    /// What is refused for good is told so; all else may be another thing the next time.
    private static func failure(_ error: KubernetesError, _ vmi: VMIName) -> MachineError {
        switch error.code {
        case .forbidden, .notServed, .unauthorized, .untrusted, .credentials:
            MachineError(.unsupported, MachineError.cluster(error, namespace: vmi.namespace).message, cause: error)
        case .cancelled: .cluster(error, namespace: vmi.namespace)
        default: MachineError(.channelLost, "the guest cannot be reached through the cluster", cause: error)
        }
    }
}
