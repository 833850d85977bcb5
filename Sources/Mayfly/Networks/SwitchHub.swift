import Lifecycle
import Offload
import Synchronization
import Wire

/// An Ethernet switch in this process: cables of machines in, frames from one to the others.
///
/// Machines cannot hold each other up: what waits for one that does not read is bounded, and then lost, as on any switch.
final class SwitchHub: Sendable {
    /// Frames that may wait for a machine.
    private static let mostWaiting = 1024
    /// Bytes that are read at once.
    private static let portion = 1 << 16

    private struct State {
        var known = Switch()
        var ports: [Int: Port] = [:]
        var next = 0
    }

    private struct Port {
        let cable: any ByteStream
        let outgoing: AsyncStream<[UInt8]>.Continuation
    }

    private let state = Mutex(State())

    deinit { end() }

    /// Puts a cable in; returns its port's number.
    func plug(_ cable: any ByteStream) -> Int {
        let (frames, outgoing) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingOldest(Self.mostWaiting))
        let port = state.withLock { state in
            state.next += 1
            state.known.plug(state.next)
            state.ports[state.next] = Port(cable: cable, outgoing: outgoing)
            return state.next
        }
        Task { [weak self] in
            for await frame in frames {
                do { try await cable.write(CableDecoder.encoded(frame)) } catch { break }
            }
            self?.unplug(port)
        }
        Task { [weak self] in
            var decoder = CableDecoder()
            do {
                while case let bytes = try await cable.read(atMost: Self.portion), !bytes.isEmpty {
                    decoder.add(bytes)
                    while let frame = try decoder.next() { self?.forward(frame, from: port) }
                }
            } catch {
                // The machine is gone, or what comes is no cable's: either way nothing more can be had of it.
            }
            self?.unplug(port)
        }
        return port
    }

    /// Pulls a cable out.
    func unplug(_ port: Int) {
        let gone = state.withLock { state in
            state.known.unplug(port)
            return state.ports.removeValue(forKey: port)
        }
        gone?.outgoing.finish()
        gone?.cable.close()
    }

    /// Pulls all cables out.
    func end() {
        for port in state.withLock({ Array($0.ports.keys) }) { unplug(port) }
    }

    private func forward(_ frame: [UInt8], from port: Int) {
        let receivers = state.withLock { state in
            state.known.receive(frame, at: port).compactMap { state.ports[$0]?.outgoing }
        }
        for receiver in receivers { receiver.yield(frame) }
    }
}
