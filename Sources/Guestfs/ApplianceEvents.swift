import CGuestfs
import Synchronization

/// What libguestfs tells while a call runs: how far it is, and what the appliance says.
final class ApplianceEvents: Sendable {
    private struct State {
        var text: [UInt8] = []
        var progress: (@Sendable (Double) -> Void)?
    }

    /// The end of the log that is worth keeping, in bytes and lines.
    private static let mostBytes = 16 << 10
    private static let mostLines = 20

    private let state = Mutex(State())

    /// The last lines of the appliance's log.
    var log: [String] {
        let text = state.withLock { String(decoding: $0.text, as: UTF8.self) }
        let lines = text.split { $0.isNewline }.map { $0.filter { !$0.isControl } }
        return Array(lines.filter { !$0.allSatisfy(\.isWhitespace) }.suffix(Self.mostLines))
    }

    /// Who is told how far the call under way is.
    func report(to progress: (@Sendable (Double) -> Void)?) { state.withLock { $0.progress = progress } }

    func append(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { state in
            state.text += bytes
            if state.text.count > 2 * Self.mostBytes { state.text.removeFirst(state.text.count - Self.mostBytes) }
        }
    }

    func progressed(_ position: UInt64, of total: UInt64) {
        guard total > 0, let progress = state.withLock({ $0.progress }) else { return }
        progress(min(1, Double(position) / Double(total)))
    }

    /// Registers for a handle's events; whoever closes the handle keeps this alive until then.
    func listen(to handle: OpaquePointer) -> Bool {
        let mask = UInt64(GUESTFS_EVENT_PROGRESS) | UInt64(GUESTFS_EVENT_APPLIANCE)
        return guestfs_set_event_callback(
            handle, tell, mask, 0, Unmanaged.passUnretained(self).toOpaque()) != -1
    }
}

/// Called by libguestfs on the thread that made the call.
private func tell(
    _ handle: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ event: UInt64, _ number: Int32, _ flags: Int32,
    _ text: UnsafePointer<CChar>?, _ length: Int, _ values: UnsafePointer<UInt64>?, _ count: Int
) {
    guard let context else { return }
    let events = Unmanaged<ApplianceEvents>.fromOpaque(context).takeUnretainedValue()
    if event == UInt64(GUESTFS_EVENT_APPLIANCE) {
        events.append(UnsafeRawBufferPointer(start: text, count: length))
    } else if let values, count >= 4 {
        // proc_nr, serial, position, total
        events.progressed(values[2], of: values[3])
    }
}

extension Character {
    /// An escape or another byte that would move a terminal's cursor.
    fileprivate var isControl: Bool { unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
}
