import KubeVirt

extension DomainConverter {
    /// KubeVirt's annotation with a configuration for Ignition, in its own format.
    package static let ignitionAnnotation = "kubevirt.io/ignitiondata"

    /// What only QEMU itself can be told, in an order that it reads.
    func commandline() -> Element? {
        var arguments: [String] = []
        if let path = files.ignition, let data = machine.metadata.annotations?[Self.ignitionAnnotation],
            data.contains("ignition")
        {
            arguments += ["-fw_cfg", "name=opt/com.coreos/config,file=\(path)"]
        }
        // The port that firmware writes its log to is a PC's.
        if host.logsFirmware, architecture == .amd64, let path = files.firmwareLog {
            arguments += [
                "-chardev", "file,id=firmwarelog,path=\(path)",
                "-device", "isa-debugcon,iobase=0x402,chardev=firmwarelog",
            ]
        }
        let all = (networkArguments()?.children ?? []) + arguments.map { Element("qemu:arg", ["value": $0]) }
        return all.isEmpty ? nil : Element("qemu:commandline", all)
    }
}
