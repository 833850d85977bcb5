/// Machines as a manifest would have them, none like the one before: a few shapes with other names, sizes and addresses.
enum MachineTexts {
    static let shapes = 4

    static func json(_ number: Int) -> String {
        let name = "vm-\(number)"
        return """
            {"apiVersion":"kubevirt.io/v1","kind":"VirtualMachineInstance","metadata":{"name":"\(name)","namespace":"bench",\
            "labels":{"app":"bench","shard":"\(number % 64)"}},"spec":{\(spec(number, name))}}
            """
    }

    private static func spec(_ number: Int, _ name: String) -> String {
        let memory = 64 + number % 32 * 16
        switch number % shapes {
        case 0:  // As small as they come.
            return #""domain":{"devices":{},"resources":{"requests":{"memory":"\#(memory)Mi"}}}"#
        case 1:  // A test's machine: an image, a seed and a network.
            return #"""
                "domain":{"cpu":{"cores":\#(1 + number % 4)},"memory":{"guest":"\#(memory)Mi"},"devices":{"disks":[\#
                {"name":"root","disk":{"bus":"virtio"},"bootOrder":1},{"name":"seed","disk":{"bus":"virtio"}}],\#
                "interfaces":[{"name":"default","masquerade":{},"ports":[{"name":"ssh","port":22}]}],"rng":{}}},\#
                "networks":[{"name":"default","pod":{}}],"terminationGracePeriodSeconds":0,"volumes":[\#
                {"name":"root","containerDisk":{"image":"registry.example/\#(name):1"}},\#
                {"name":"seed","cloudInitNoCloud":{"userData":"#cloud-config\nhostname: \#(name)\n"}}]
                """#
        case 2:  // UEFI, several disks on different buses, an address of its own.
            return #"""
                "architecture":"amd64","domain":{"cpu":{"sockets":2,"cores":2,"threads":1,"model":"host-model","features":[\#
                {"name":"apic","policy":"require"}]},"memory":{"guest":"\#(memory * 2)Mi"},"firmware":{"bootloader":{"efi":\#
                {"secureBoot":false}},"serial":"s-\#(number)"},"features":{"acpi":{},"smm":{"enabled":true}},"devices":{\#
                "disks":[{"name":"root","disk":{"bus":"virtio"},"cache":"none","io":"threads"},{"name":"data","serial":\#
                "D\#(number)","disk":{"bus":"scsi"}},{"name":"media","cdrom":{"bus":"sata"}}],"interfaces":[{"name":\#
                "default","masquerade":{},"model":"e1000e","macAddress":"02:00:00:00:00:\#(hexadecimal(number))"}],\#
                "watchdog":{"name":"dog","i6300esb":{"action":"reset"}},"inputs":[{"name":"t","bus":"usb","type":"tablet"}]}},\#
                "networks":[{"name":"default","pod":{"vmNetworkCIDR":"10.\#(number % 200).0.0/24"}}],"volumes":[\#
                {"name":"root","containerDisk":{"image":"registry.example/\#(name):2"}},\#
                {"name":"data","emptyDisk":{"capacity":"\#(1 + number % 9)Gi"}},\#
                {"name":"media","cloudInitConfigDrive":{"userData":"#!/bin/sh\necho \#(name)\n"}}]
                """#
        default:  // A Windows guest's enlightenments and clock.
            return #"""
                "domain":{"clock":{"utc":{},"timer":{"hpet":{"present":false},"pit":{"tickPolicy":"delay"},"rtc":{"tickPolicy":\#
                "catchup"},"hyperv":{}}},"cpu":{"cores":4},"features":{"acpi":{},"apic":{},"hyperv":{"relaxed":{},"vapic":{},\#
                "spinlocks":{"spinlocks":8191}}},"memory":{"guest":"\#(memory * 4)Mi"},"devices":{"disks":[{"name":"root",\#
                "disk":{"bus":"sata"}}],"interfaces":[{"name":"default","masquerade":{},"model":"e1000"}]}},\#
                "networks":[{"name":"default","pod":{}}],"volumes":[{"name":"root","containerDisk":{"image":\#
                "registry.example/\#(name):3"}}]
                """#
        }
    }

    private static func hexadecimal(_ number: Int) -> String {
        let text = String(number % 256, radix: 16)
        return text.count == 1 ? "0" + text : text
    }
}
