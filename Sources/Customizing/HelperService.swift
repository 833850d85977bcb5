import Wire

/// The guest helper as a service of systemd's; paths are relative to the guest's root.
package enum HelperService {
    package static let program = String(HelperPlace.path.dropFirst())
    package static let unitPath = "etc/systemd/system/mayfly-guest.service"
    /// What enables it.
    package static let link = "etc/systemd/system/sysinit.target.wants/mayfly-guest.service"
    package static let linkTarget = "../mayfly-guest.service"

    /// The helper answers long before the rest is up and goes last: nothing orders it, no isolate or shutdown stops it
    /// before systemd kills what is left. A command that takes too much memory does not take the helper along.
    package static let unit = """
        [Unit]
        Description=Mayfly guest helper
        DefaultDependencies=no
        IgnoreOnIsolate=yes
        StartLimitIntervalSec=0

        [Service]
        ExecStart=\(HelperPlace.path)
        Restart=always
        RestartSec=100ms
        OOMPolicy=continue
        TasksMax=infinity
        LimitNOFILE=524288

        [Install]
        WantedBy=sysinit.target

        """
}
