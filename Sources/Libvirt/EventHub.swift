import CLibvirt
import Dispatch
import Synchronization

/// Hands a connection's events to whoever listens; libvirt calls it from the event loop's thread.
final class EventHub: Sendable {
    private struct State {
        var next = 0
        var listeners: [Int: AsyncStream<DomainEvent>.Continuation] = [:]
        var closed = false
    }

    private let state = Mutex(State())
    private let releases = DispatchSemaphore(value: 0)

    func listen() -> AsyncStream<DomainEvent> {
        AsyncStream(bufferingPolicy: .unbounded) { continuation in
            let number: Int? = state.withLock { state in
                guard !state.closed else { return nil }
                state.next += 1
                state.listeners[state.next] = continuation
                return state.next
            }
            guard let number else { return continuation.finish() }
            continuation.onTermination = { [weak self] _ in
                _ = self?.state.withLock { $0.listeners.removeValue(forKey: number) }
            }
        }
    }

    func post(_ event: DomainEvent) {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield(event) }
    }

    func finish() {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            state.closed = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }
}

extension EventHub {
    /// A reference for a C callback, given back by ``release``.
    func retained() -> UnsafeMutableRawPointer { Unmanaged.passRetained(self).toOpaque() }

    /// Waits until libvirt has let go of a callback that was deregistered: a moment, when it is just being called.
    ///
    /// Blocks its thread; bounded, for nothing but a moment can be right.
    func waitForRelease() { _ = releases.wait(timeout: .now() + .seconds(2)) }

    fileprivate func released() { releases.signal() }

    static func from(_ context: UnsafeMutableRawPointer?) -> EventHub? {
        context.map { Unmanaged<EventHub>.fromOpaque($0).takeUnretainedValue() }
    }
}

// C calls these on the event loop's thread: plain functions, which belong to no actor.

func lifecycleCallback(
    _: virConnectPtr?, domain: virDomainPtr?, event: Int32, detail: Int32, context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let name = virDomainGetName(domain),
        let event = DomainEvent(domain: String(cString: name), event: event, detail: detail)
    else { return 0 }
    EventHub.from(context)?.post(event)
    return 0
}

func rebootCallback(_: virConnectPtr?, domain: virDomainPtr?, context: UnsafeMutableRawPointer?) {
    guard let name = virDomainGetName(domain) else { return }
    EventHub.from(context)?.post(DomainEvent(domain: String(cString: name), kind: .rebooted))
}

func watchdogCallback(_: virConnectPtr?, domain: virDomainPtr?, action: Int32, context: UnsafeMutableRawPointer?) {
    guard let name = virDomainGetName(domain) else { return }
    let action = DomainEvent.WatchdogAction(raw: action)
    EventHub.from(context)?.post(DomainEvent(domain: String(cString: name), kind: .watchdogFired(action)))
}

func closeCallback(_: virConnectPtr?, reason _: Int32, context: UnsafeMutableRawPointer?) {
    EventHub.from(context)?.post(DomainEvent(domain: "", kind: .connectionLost))
}

func releaseListener(_ context: UnsafeMutableRawPointer?) {
    EventHub.from(context)?.released()
    releaseHub(context)
}

func releaseHub(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<EventHub>.fromOpaque(context).release()
}
