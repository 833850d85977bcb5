import KubeVirt

extension DomainConverter {
    /// QEMU itself writes the log, from the first byte and whether or not anybody is connected.
    func serialConsole() -> [Element] {
        guard spec.devices.autoattachSerialConsole ?? true else { return [] }
        if recordsOrReplays { return serialConsole("file", [recordedLog]) }
        var children = [Element("source", ["mode": "bind", "path": files.consoleSocket])]
        if host.logsSerialConsole {
            children.append(
                Element("log", ["file": files.consoleLog, "append": files.appendsConsoleLog ? "on" : "off"]))
        }
        return serialConsole("unix", children)
    }

    private func serialConsole(_ type: String, _ children: [Element]) -> [Element] {
        [
            Element("serial", ["type": type], children + [Element("target", ["port": "0"])]),
            Element("console", ["type": "pty"], [Element("target", ["type": "serial", "port": "0"])]),
        ]
    }

    /// Nobody talks to a machine that is recorded. QEMU writes down how much of each byte a console has taken, and one that
    /// leads to nobody takes none: such a run would be silent when it comes again (7.2, where a board has its own console).
    private var recordedLog: Element {
        Element("source", ["path": files.consoleLog, "append": files.appendsConsoleLog ? "on" : "off"])
    }
}
