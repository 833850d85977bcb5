/// A process whose output is written down as it is read.
struct RecordedProcess: GuestProcess {
    let process: any GuestProcess
    let record: CommandRecord
    let log: CommandLog

    func readOutput() async throws(MachineError) -> [UInt8] {
        let bytes = try await process.readOutput()
        record.wrote(output: bytes)
        log.count(record)
        return bytes
    }

    func readError() async throws(MachineError) -> [UInt8] {
        let bytes = try await process.readError()
        record.wrote(error: bytes)
        log.count(record)
        return bytes
    }

    func wait() async throws(MachineError) -> Termination {
        let end = try await process.wait()
        switch end {
        case .exited(let code): record.ended("exited with \(code)")
        case .signaled(let signal): record.ended("was ended by signal \(signal)")
        }
        return end
    }

    func write(_ bytes: [UInt8]) async throws(MachineError) { try await process.write(bytes) }
    func closeInput() async throws(MachineError) { try await process.closeInput() }
    func signal(_ number: Int32) async throws(MachineError) { try await process.signal(number) }
    func resize(_ size: TerminalSize) async throws(MachineError) { try await process.resize(size) }
    func terminate() async { await process.terminate() }
}
