import KubeVirt

extension DomainConverter {
    /// How a board's program talks to its host: QEMU hands its calls to who serves its stub for gdb, which is us. By itself
    /// QEMU would carry them out, and a program could open and remove every file of the user who runs it.
    func semihostingArguments() -> [String] {
        guard host.single != nil, annotations.board != nil else { return [] }
        let socket = MachineFiles.debuggerSocket(in: files.directory).replacing(",", with: ",,")
        return ["-semihosting-config", "enable=on,target=gdb", "-gdb", "unix:path=\(socket),server=on,wait=off"]
    }
}
