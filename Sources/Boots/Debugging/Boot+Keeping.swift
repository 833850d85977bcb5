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

    /// The same for its card's packets.
    func keepPackets(of machine: Machine, _ observer: BootObserver) async {
        guard let path = debugging.packets else { return }
        guard let capture = await machine.driver.captures(most: .max).first else {
            return await observer.notice(.lost("no packets were written to \(path): QEMU has kept none"))
        }
        do {
            try await blocking { () throws(SystemError) in try FileSystem.write(capture.contents, to: path) }
        } catch {
            await observer.notice(.lost("the packets were not written to \(path): \(error)"))
        }
    }
}
