import Customizing

/// What a built guest has of ours beside packages, so that it boots fast, grows, and answers; each says why.
///
/// Left out, against a cloud image of the distribution: recommended packages, manuals and translations; modules in the
/// initramfs for hardware that no virtual machine has; the boot menu's waiting; every timer (those that download fire at a
/// first boot and hold dpkg's lock just when a test wants it; and when a fork's clock is set, systemd works out the next
/// time of each and tells it to all who listen); names by multicast, which would announce each fork's new host name on its
/// networks; cloud-init's search for other clouds; an RSA host key; a clock client, because the machine's clock is the
/// host's (systemd-timesyncd took 1.5 s of a boot under TCG). Without a seed cloud-init does not run at all, by its own
/// generator.
struct GuestFiles {
    struct File: Hashable {
        let path: String
        let text: String
        var mode: UInt32 = 0o644
    }

    /// The root file system's UUID, which fstab names.
    let root: String
    /// Debian's name of it.
    let architecture: String

    var files: [File] {
        [
            File(path: "etc/fstab", text: "UUID=\(root) / ext4 errors=remount-ro,x-systemd.growfs 0 1\n"),
            File(path: "etc/default/grub.d/50-mayfly.cfg", text: grubDefaults),
            File(path: "etc/initramfs-tools/conf.d/mayfly", text: Self.initramfs),
            File(path: "etc/initramfs-tools/hooks/mayfly", text: Self.initramfsModules, mode: 0o755),
            File(path: "etc/repart.d/50-root.conf", text: Self.growth),
            File(path: "etc/systemd/network/90-dhcp.network", text: Self.network),
            File(path: "etc/systemd/resolved.conf.d/50-mayfly.conf", text: Self.resolver),
            File(path: "etc/systemd/system.conf.d/50-mayfly.conf", text: Self.patience),
            File(path: "etc/systemd/system/device.d/50-mayfly.conf", text: Self.devicePatience),
            File(path: "etc/default/locale", text: "LANG=C.UTF-8\n"),
            File(path: "etc/cloud/cloud.cfg.d/90-mayfly.cfg", text: Self.cloudInit),
            File(path: HelperService.unitPath, text: HelperService.unit),
            File(path: "etc/systemd/system/mayfly-host-key.service", text: Self.hostKey),
            File(path: "etc/systemd/system/ssh@.service.d/50-mayfly.conf", text: Self.connection),
            File(path: "etc/systemd/system/qemu-guest-agent.service.d/50-mayfly.conf", text: Self.agent),
        ]
    }

    /// Symbolic links, which is what enables a unit: systemctl cannot before systemd is installed.
    static let links = [
        HelperService.link: HelperService.linkTarget,
        // Nothing enables it, so disabling would not do.
        "etc/systemd/system/systemd-tmpfiles-clean.timer": "/dev/null",
        "etc/systemd/system/ssh.service.wants/mayfly-host-key.service": "../mayfly-host-key.service",
    ]

    /// Linux's arguments after the root file system: both consoles, the serial one last, so that it is /dev/console. A PC's
    /// timer is not tested: on a busy host the test fails without KVM, and with KVM the kernel does not look either.
    static func kernelArguments(_ architecture: String) -> String {
        "console=tty0 " + (architecture == "arm64" ? "console=ttyAMA0" : "console=ttyS0 no_timer_check")
    }

    /// What update-grub in the guest writes after a kernel's update boots as we do. On a machine without a graphics card
    /// GRUB would look for one for ever.
    private var grubDefaults: String {
        """
        GRUB_TIMEOUT=0
        GRUB_RECORDFAIL_TIMEOUT=0
        GRUB_DISABLE_OS_PROBER=true
        GRUB_TERMINAL=console
        GRUB_GFXPAYLOAD_LINUX=text
        GRUB_CMDLINE_LINUX_DEFAULT=""
        GRUB_CMDLINE_LINUX="\(Self.kernelArguments(architecture))"

        """
    }

    private static let initramfs = """
        MODULES=list
        RESUME=none
        COMPRESS=zstd

        """

    /// Whatever bus KubeVirt gives a disk, and what the helper talks through.
    private static let initramfsModules = """
        #!/bin/sh
        [ "$1" = prereqs ] && exit 0
        . /usr/share/initramfs-tools/hook-functions
        manual_add_modules virtio_pci virtio_mmio virtio_blk virtio_scsi virtio_console virtio_rng
        manual_add_modules sd_mod ahci ata_piix nvme usb_storage uas xhci_pci ext4

        """

    /// systemd-repart grows the last partition to the disk's end, x-systemd.growfs the file system in it, with or without
    /// cloud-init.
    private static let growth = """
        [Partition]
        Type=root

        """

    /// Where nobody seeds a network. cloud-init's own file is called 10-… and comes first. Names come by seeds: without
    /// polkit hostnamed refuses networkd's, and it starts for that, to end half a minute later in each fork.
    private static let network = """
        [Match]
        Type=ether

        [Network]
        DHCP=yes

        [DHCPv4]
        ClientIdentifier=mac
        UseDomains=yes
        UseHostname=no

        [DHCPv6]
        UseHostname=no

        """

    /// Names are asked of DNS alone.
    private static let resolver = """
        [Resolve]
        LLMNR=no
        MulticastDNS=no

        """

    /// Ten times systemd's own. Under TCG on a busy host a machine has a tenth of a processor, and what is late has not
    /// failed: how long a boot may take is said by who waits for it.
    private static let patience = """
        [Manager]
        DefaultTimeoutStartSec=15min

        """

    /// The same for a serial console's device, which has no login prompt when it is given up. Versions before 253 go by the
    /// manager's default, later ones by another.
    private static let devicePatience = """
        [Unit]
        JobRunningTimeoutSec=15min

        """

    /// No search for clouds that are not here; no module that only prints keys on the console (1.2 s of a boot under TCG),
    /// nor the one that tells the package grub-pc of its disk (1.3 s), and no RSA key, the slowest to make. Locales are not
    /// installed, and the module for them would fail.
    private static let cloudInit = """
        datasource_list: [NoCloud, ConfigDrive, None]
        locale: false
        grub_dpkg:
          enabled: false
        ssh_genkeytypes: [ed25519, ecdsa]
        no_ssh_fingerprints: true
        ssh:
          emit_keys_to_console: false

        """

    /// Machines must not share a key. Where cloud-init runs it has made its keys by then. Made for the first connection, or
    /// for a server that somebody starts.
    private static let hostKey = """
        [Unit]
        Description=SSH host key of this machine
        ConditionPathExists=!/etc/ssh/ssh_host_ed25519_key
        Before=ssh.service
        After=cloud-init.service

        [Service]
        Type=oneshot
        ExecStart=/usr/bin/ssh-keygen -q -N "" -t ed25519 -f /etc/ssh/ssh_host_ed25519_key

        [Install]
        WantedBy=ssh.service

        """

    /// systemd listens, and starts the server when somebody connects: a boot need not start it, and a fork need not start it
    /// again to have it forget the template's keys, which took 24 MiB of each fork. Some versions of the package have one
    /// server, ssh.service, others one for each connection, which needs this.
    private static let connection = """
        [Unit]
        Wants=mayfly-host-key.service
        After=mayfly-host-key.service cloud-init.service

        """

    /// Without a port for it the agent is not started; with one it comes back when it dies.
    private static let agent = """
        [Service]
        Restart=always
        RestartSec=1s

        """

    /// Run at the end, with the root directory as its argument: what must differ from machine to machine is taken out,
    /// what came from the host too, and what would only disturb is not started.
    static let customize = """
        set -e
        rm -f "$1"/etc/ssh/ssh_host_*_key* "$1/etc/hostname" "$1/etc/resolv.conf"
        ln -s ../run/systemd/resolve/stub-resolv.conf "$1/etc/resolv.conf"
        printf '127.0.0.1 localhost\\n::1 localhost ip6-localhost ip6-loopback\\n' >"$1/etc/hosts"
        : >"$1/etc/machine-id"
        rm -f "$1/etc/apt/apt.conf.d/99mmdebstrap"
        rm -f "$1/var/lib/dbus/machine-id" "$1/var/lib/systemd/random-seed"
        chroot "$1" systemctl disable ssh.service
        for unit in systemd-networkd.service systemd-resolved.service ssh.socket; do
          chroot "$1" systemctl enable "$unit"
        done
        for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer man-db.timer \\
            fstrim.timer motd-news.timer e2scrub_reap.service unattended-upgrades.service; do
          if [ -e "$1/lib/systemd/system/$unit" ]; then chroot "$1" systemctl disable "$unit"; fi
        done
        """
}
