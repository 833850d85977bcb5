/// A service of systemd's that runs a script at the first boot and never again.
struct FirstBootUnit: Sendable, Hashable {
    static let scripts = "/usr/libexec/mayfly-firstboot"
    private static let prefix = "mayfly-firstboot-"

    let name: String
    /// Those that come before it.
    let earlier: [String]

    /// A unit of that name, after those of first boots among all units that are there; without a name the next number that is
    /// free on this disk, so that a fixture over another one does not take that one's place.
    init(_ name: String?, after units: [String]) {
        let name =
            name ?? (1...).lazy.map { "step-\($0)" }.first { !units.contains("\(Self.prefix)\($0).service") } ?? "step"
        self.name = name
        let own = Self.prefix + name + ".service"
        earlier = units.filter { $0.hasPrefix(Self.prefix) && $0.hasSuffix(".service") && $0 != own }.sorted()
    }

    var unitName: String { Self.prefix + name + ".service" }
    var scriptPath: String { "\(Self.scripts)/\(name)" }

    /// The mark is made before the script starts: it runs once also when it fails or the power does. A failure is that of
    /// the unit: `systemctl --failed` lists it, and the journal has what the script said.
    ///
    /// One after the other, without a chain of requirements: the next runs although one failed, as steps of a build would
    /// not, because nobody is there to repair the machine.
    var text: String {
        let after = (["local-fs.target", "network.target", "network-online.target"] + earlier).joined(separator: " ")
        return """
            [Unit]
            Description=First boot: \(name)
            ConditionPathExists=!/var/lib/mayfly/firstboot/\(name)
            After=\(after)

            [Service]
            Type=oneshot
            RemainAfterExit=yes
            ExecStartPre=/bin/mkdir -p /var/lib/mayfly/firstboot
            ExecStartPre=/bin/touch /var/lib/mayfly/firstboot/\(name)
            ExecStart=/bin/sh -e \(scriptPath)
            StandardOutput=journal+console
            StandardError=inherit
            SyslogIdentifier=firstboot-\(name)
            TimeoutStartSec=infinity

            [Install]
            WantedBy=multi-user.target

            """
    }
}
