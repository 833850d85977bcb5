import Fixtures
import KubeVirt
import Kubernetes
import Lifecycle
import Machines
import Offload
import Synchronization

/// A guest of this host's own, booted by the local back end, where that of a VMI would be on a cluster's node.
final class NodeGuest: StandInGuest {
    private let machine: Machine
    private let console = Mutex<ConsoleStream?>(nil)
    private let ended: @Sendable () async -> Void

    /// Starts the machine that a VMI describes, with the secrets of its namespace; `ended` is called when it is gone.
    init(
        _ vmi: VirtualMachineInstance, client: KubernetesClient, on provider: any MachineProvider,
        ended: @escaping @Sendable () async -> Void
    ) async throws {
        self.ended = ended
        let annotations = vmi.metadata.annotations
        var fixture = Fixture(
            name: vmi.metadata.name ?? "",
            template: VirtualMachineInstanceTemplate(
                metadata: ObjectMeta(annotations: annotations), spec: vmi.spec), ready: [])
        let secrets = try await client.list(
            Secret.self, Resource("v1", "secrets"), in: vmi.metadata.namespace ?? client.namespace
        ).items.map { Secret(metadata: ObjectMeta(name: $0.metadata.name), data: $0.data) }
        fixture.objects = CompanionObjects(secrets: secrets)
        machine = try await provider.create(fixture, options: MachineOptions(), timeline: Timeline())
        do { try await machine.start() } catch {
            await machine.delete()
            throw error
        }
    }

    var accelerator: Accelerator { machine.accelerator }

    func begin() {}
    func waitUntilOff() async { _ = try? await machine.waitUntilStopped() }

    func end() async {
        await machine.delete()
        await ended()
    }

    func reset() async throws(MachineError) { try await machine.reset() }

    func setPaused(_ isPaused: Bool) async throws(MachineError) {
        if isPaused { try await machine.pause() } else { try await machine.unpause() }
    }

    func openConsole() async throws(MachineError) -> any ByteStream {
        await console.withLock { $0 }?.terminal.close()
        let stream = ConsoleStream(terminal: try await terminal())
        console.withLock { $0 = stream }
        return stream
    }

    /// Whoever had it leaves when its stream has ended.
    private func terminal() async throws(MachineError) -> any GuestConnection {
        var found: (any GuestConnection)?
        _ = try? await eventually {
            found = try? await machine.terminal()
            return found != nil
        }
        if let found { return found }
        return try await machine.terminal()
    }

    func openPort(_ port: UInt16) async throws(MachineError) -> any ByteStream {
        guard await machine.state != .paused else { throw MachineError(.channelLost, "409 Conflict: VMI is paused") }
        let number = try await machine.hostPort(of: port)
        do throws(SystemError) {
            return try await TCPService(host: "127.0.0.1", port: number).connect()
        } catch {
            throw .wrapping(error, .channelLost, "500: dialing VM")
        }
    }
}
