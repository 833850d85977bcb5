/// KubeVirt's examples that become machines here, and how each is seen to be what it says.
enum BootedExamples {
    /// Bigger machines, whose container disk is the image of a Debian: a script in the guest, and what it prints.
    static let debian: [String: (script: String, answer: String)] = [
        "vmi-alpine-efi.yaml": ("ls /sys/firmware/efi/efivars | grep -c ^Boot0 | xargs test 0 -lt; echo $?", "0\n"),
        "vmi-fedora.yaml": (
            """
            cloud-init status --wait >&2; cloud-id; cat /sys/class/misc/hw_random/rng_available
            ip -4 -o addr show scope global | grep -o 'inet [^ ]*'
            """, "nocloud\nvirtio_rng.0 \ninet 10.0.2.2/24\n"
        ),
        // Its one processor is one of this host's, and the emulator's threads have another.
        "vmi-fedora-isolated.yaml": ("nproc", "1\n"),
        "vmi-sata.yaml": (rootBus, "sda sata\n"),
        // Ports of SATA are looked at one by one: the helper may answer before the seed's was.
        "vm-cirros-sata.yaml": (
            "udevadm wait --timeout=300 /dev/disk/by-label/cidata; \(rootBus); ls -d /sys/block/s[dr]? | wc -l; blkid -L cidata >/dev/null; echo $?",
            "sda sata\n2\n0\n"
        ),
    ]

    /// The disk that the root file system is on, and its bus.
    private static let rootBus = """
        name=$(lsblk -no pkname "$(findmnt -no source /)"); path=$(readlink -f /sys/block/$name)
        case $path in */ata*) echo "$name sata";; *) echo "$path";; esac
        """

    /// CirrOS and Alpine start in 128 MiB, Debian does not: these get the tiny guest's kernel and initramfs, and show their
    /// disks by ``look``. A container disk begins with `EXAMPLE`, a claim with `CLAIM-A` or `CLAIM-B`.
    static let tiny: [String: String] = [
        "vmi-nocloud.yaml": "vda virtio 2048 EXAMPLE\nvdb virtio seed\nvdc virtio 4194304 .......\n",
        "vmi-ephemeral.yaml": "vda virtio 2048 EXAMPLE\n",
        "vmi-migratable.yaml": "vda virtio 2048 EXAMPLE\n",
        "vmi-host-disk.yaml": "vda virtio 2097152 .......\n",
        "vmi-pvc.yaml": "vda virtio 2048 CLAIM-A\n",
        "vm-cirros.yaml": "vda virtio 2048 EXAMPLE\nvdb virtio seed\n",
        "vm-priorityclass.yaml": "vda virtio 2048 EXAMPLE\nvdb virtio seed\n",
        "vm-alpine-datavolume.yaml": "vda virtio 4194304 EXAMPLE\n",
        "vm-alpine-multipvc.yaml": "vda virtio 2048 CLAIM-A\nvdb virtio 2048 CLAIM-B\n",
        // Its seed has nginx installed from a network; what is seen is the seed, and the network that it is for.
        "vmi-masquerade.yaml": "vda virtio 2048 EXAMPLE\nvdb virtio seed fd10:0:2::2\n",
    ]

    /// Each disk with its bus, and what it begins with or, of a seed, what it is for; then the address that the network
    /// gives.
    static let look = """
        mkdir -p /m
        for disk in /sys/block/[vs]d?; do
          name=$(basename $disk)
          case $(readlink -f $disk) in */ata*) bus=sata;; */virtio*) bus=virtio;; *) bus=none;; esac
          if mount -t iso9660 -r /dev/$name /m 2>/dev/null; then
            grep -q 'printed from cloud-init userdata' /m/user-data || more=$(grep -o 'fd10:0:2::2' /m/network-config)
            echo $name $bus seed $more; umount /m
          else
            echo $name $bus $(cat $disk/size) $(head -c 7 /dev/$name | tr '\\0' .)
          fi
        done
        ip link set eth0 up; udhcpc -i eth0 -n -q -t 10 -s /bin/true 2>&1 | grep -o 'lease of [0-9.]*'
        """

    /// Examples of machines that are not booted by ``debian`` or ``tiny``, with the reason.
    static let others: [String: String] = [
        "vmi-kernel-boot.yaml": "booted by KernelBootMachineTests",
        "vmi-secureboot.yaml": "our Debian has no loader that is signed with the keys of such firmware",
        "vmi-windows.yaml": "Windows is not to be had here",
        "vm-windows-clarge-windows.yaml":
            "Windows is not to be had here; and its memory is set twice, which is refused",
        "vmi-arm.yaml": "it names no architecture, so that here it is vmi-nocloud with more memory",
        "vm-cirros-clarge.yaml": "KubeVirt refuses it: memory by the machine and by its instancetype",
        "vm-cirros-clarge-virtio.yaml": "KubeVirt refuses it: memory by the machine and by its instancetype",
        "vm-cirros-clarge-windows.yaml": "KubeVirt refuses it: memory by the machine and by its instancetype",
        "vm-cirros-csmall.yaml": "KubeVirt refuses it: memory by the machine and by its instancetype",
        "vm-cirros-cluster-csmall.yaml": "KubeVirt refuses it: memory by the machine and by its instancetype",
        "vm-cirros-with-sidecar-hook-configmap.yaml": "refused: programs that change the domain",
        "vmi-with-sidecar-hook.yaml": "refused: programs that change the domain",
        "vmi-with-sidecar-hook-configmap.yaml": "refused: programs that change the domain",
        "vmi-multus-multiple-net.yaml": "refused: networks of a cluster",
        "vmi-multus-ptp.yaml": "refused: networks of a cluster",
        "vmi-dra-pgpu.yaml": "special hardware", "vmi-gpu.yaml": "special hardware",
        "vmi-sriov.yaml": "special hardware", "vmi-usb.yaml": "special hardware",
    ]
}
