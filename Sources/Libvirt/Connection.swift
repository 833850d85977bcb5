import CLibvirt
import Offload
import Synchronization

/// A connection to a libvirt daemon. Calls run off the cooperative pool and may run side by side.
package final class Connection: Sendable {
    /// libvirt's objects may be used from any thread.
    struct Pointer: @unchecked Sendable {
        let raw: virConnectPtr
    }

    private struct Callbacks {
        var identifiers: [Int32] = []
        var closed = false
    }

    let pointer: Pointer
    private let hub: EventHub
    private let callbacks: Mutex<Callbacks>

    private init(pointer: Pointer, hub: EventHub, identifiers: [Int32]) {
        self.pointer = pointer
        self.hub = hub
        callbacks = Mutex(Callbacks(identifiers: identifiers))
    }

    /// Opens a connection and listens to its events from the start.
    package static func open(_ uri: String) async throws(LibvirtError) -> Connection {
        EventLoop.started
        return try await blocking { () throws(LibvirtError) -> Connection in
            let raw = try checked("virConnectOpen \(uri)", virConnectOpen(uri))
            let hub = EventHub()
            var identifiers: [Int32] = []
            do throws(LibvirtError) {
                identifiers.append(
                    try checked(
                        "virConnectDomainEventRegisterAny",
                        mayfly_on_lifecycle(raw, lifecycleCallback, hub.retained(), releaseListener)))
                identifiers.append(
                    try checked(
                        "virConnectDomainEventRegisterAny",
                        mayfly_on_reboot(raw, rebootCallback, hub.retained(), releaseListener)))
                identifiers.append(
                    try checked(
                        "virConnectDomainEventRegisterAny",
                        mayfly_on_watchdog(raw, watchdogCallback, hub.retained(), releaseListener)))
                try checked(
                    "virConnectRegisterCloseCallback",
                    virConnectRegisterCloseCallback(raw, closeCallback, hub.retained(), releaseHub))
            } catch {
                virConnectClose(raw)
                throw error
            }
            return Connection(pointer: Pointer(raw: raw), hub: hub, identifiers: identifiers)
        }
    }

    /// What happens to domains from now on; ends when the connection is closed.
    package func events() -> AsyncStream<DomainEvent> { hub.listen() }

    /// Whether the daemon still answers on this connection.
    package var isAlive: Bool {
        guard let pointer = try? referenced() else { return false }
        defer { virConnectClose(pointer.raw) }
        return virConnectIsAlive(pointer.raw) == 1
    }

    /// Runs a call of libvirt's on this connection; fails with ``LibvirtError/Code/invalidConnection`` once it is closed.
    func call<Value: Sendable>(
        _ body: @escaping @Sendable (virConnectPtr) throws(LibvirtError) -> Value
    ) async throws(LibvirtError) -> Value {
        let pointer = try referenced()
        return try await blocking { () throws(LibvirtError) -> Value in
            defer { virConnectClose(pointer.raw) }
            return try body(pointer.raw)
        }
    }

    /// A reference of the caller's own: libvirt frees the connection with the last one, so a call that is under way when
    /// the connection is closed ends first.
    private func referenced() throws(LibvirtError) -> Pointer {
        try callbacks.withLock { callbacks throws(LibvirtError) in
            guard !callbacks.closed else {
                throw LibvirtError(
                    call: "virConnectRef", code: .invalidConnection, message: "the connection was closed")
            }
            virConnectRef(pointer.raw)
            return pointer
        }
    }

    /// Closes the connection: autodestroyed domains of this client end with it. A second call does nothing.
    package func close() async {
        let identifiers: [Int32]? = callbacks.withLock { callbacks in
            guard !callbacks.closed else { return nil }
            callbacks.closed = true
            return callbacks.identifiers
        }
        guard let identifiers else { return }
        let (pointer, hub) = (pointer, hub)
        // Deregistered first, and seen to be: closing with callbacks in place has crashed inside libvirt.
        await blocking { () throws(Never) -> Void in
            for identifier in identifiers {
                virConnectDomainEventDeregisterAny(pointer.raw, identifier)
                hub.waitForRelease()
            }
            virConnectUnregisterCloseCallback(pointer.raw, closeCallback)
            virConnectClose(pointer.raw)
        }
        hub.finish()
    }
}
