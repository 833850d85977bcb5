import KubeVirt

extension DomainConverter {
    /// QEMU itself writes the log, from the first byte and whether or not anybody is connected.
    func serialConsole() -> [Element] {
        guard spec.devices.autoattachSerialConsole ?? true else { return [] }
        var children = [Element("source", ["mode": "bind", "path": files.consoleSocket])]
        if host.logsSerialConsole {
            children.append(
                Element("log", ["file": files.consoleLog, "append": files.appendsConsoleLog ? "on" : "off"]))
        }
        children.append(Element("target", ["port": "0"]))
        return [
            Element("serial", ["type": "unix"], children),
            Element("console", ["type": "pty"], [Element("target", ["type": "serial", "port": "0"])]),
        ]
    }
}
