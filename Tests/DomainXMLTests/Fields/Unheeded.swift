/// Fields that make no difference to a machine's domain on a single host, each with its reason. It may only shrink.
enum Unheeded {
    private static let scheduling = "where a cluster would run the machine; there is one host"
    private static let pod = "memory of the pod around the machine; there is none"
    private static let defaults = "heeded before, when defaults are filled in"
    private static let file = "what the volume's file is made of; a volume that has none is refused"

    static let reasons: [String: String] = [
        "accessCredentials": "heeded in seeds, and by the guest agent once the machine runs",
        "readinessProbe": "heeded when the machine is waited for",
        "affinity": scheduling, "priorityClassName": scheduling,
        "schedulerName": scheduling, "tolerations": scheduling, "topologySpreadConstraints": scheduling,
        "domain.resources.overcommitGuestOverhead": pod, "domain.memory.reservedOverhead": pod,
        "evictionStrategy": "what becomes of the machine when a node is drained; nobody drains this host",
        "serviceAccountName": "whom the cluster takes the machine for; a volume of it is refused",
        "terminationGracePeriodSeconds": "heeded when the machine is shut down",
        "domain.devices.autoattachInputDevice": defaults, "domain.devices.autoattachPodInterface": defaults,
        "domain.devices.disableHotplug": "nothing is plugged in here, so there is no controller kept for it",
        "domain.devices.interfaces[].ports": "a port is forwarded when somebody asks for it, listed or not",
        "domain.features.apic.endOfInterrupt": "KubeVirt's converter does nothing with it",
        "domain.firmware.bootloader.efi.persistent": "variables are kept as long as the machine, through reboots",
        "domain.firmware.bootloader.efi.secureBoot": "heeded before, when the firmware is chosen",
        "volumes[].cloudInitConfigDrive": file, "volumes[].cloudInitNoCloud": file, "volumes[].configMap": file,
        "volumes[].containerDisk": file, "volumes[].dataVolume": file,
        "volumes[].downwardAPI": file, "volumes[].ephemeral": file, "volumes[].hostDisk": file,
        "volumes[].persistentVolumeClaim": file, "volumes[].secret": file,
        "volumes[].serviceAccount": file, "volumes[].sysprep": file,
    ]
}
