import Host
import Machines
import Offload

extension Boot {
    /// Writes the guest's memory down, where that was asked for. What a boot came to is more than its dump: what cannot be
    /// written is told, and no error.
    func dump(_ machine: Machine, _ observer: BootObserver) async {
        guard let path = debugging.dump else { return }
        do throws(MachineError) {
            try await machine.dumpMemory(to: path)
            await observer.notice(.dumped(path))
        } catch {
            await observer.notice(.lost("the guest's memory was not written to \(path): \(error)"))
        }
    }

    /// The same for its card's packets; false when they were not written.
    func keepPackets(of machine: Machine, _ observer: BootObserver) async -> Bool {
        guard let path = debugging.packets else { return true }
        guard let capture = await machine.driver.captures(most: .max).first else {
            await observer.notice(.lost("no packets were written to \(path): QEMU has kept none"))
            return false
        }
        do {
            try await blocking { () throws(SystemError) in try FileSystem.write(capture.contents, to: path) }
            return true
        } catch {
            await observer.notice(.lost("the packets were not written to \(path): \(error)"))
            return false
        }
    }
}
