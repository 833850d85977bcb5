import KubeVirt
import Testing

extension MachineDescriptionTests {
    @Test("devices")
    func devices() throws {
        try check(
            machine.watchdog(.poweroff).tpm(persistent: true).sound().video(.virtio).tablet().tablet(bus: .virtio)
                .panicDevice(.pvpanic).vsock().usbRedirection().downwardMetrics().gpu("gpu", device: "example.com/gpu")
                .hostDevice("card", device: "example.com/card").blockMultiQueue().networkMultiQueue().ioThreads(.auto)
                .without(.graphics, .memoryBalloon, .network, .serialConsole),
            """
            domain:
              devices:
                autoattachGraphicsDevice: false
                autoattachMemBalloon: false
                autoattachPodInterface: false
                autoattachSerialConsole: false
                autoattachVSOCK: true
                blockMultiQueue: true
                clientPassthrough: {}
                downwardMetrics: {}
                gpus:
                - deviceName: example.com/gpu
                  name: gpu
                hostDevices:
                - deviceName: example.com/card
                  name: card
                inputs:
                - bus: usb
                  name: tablet
                  type: tablet
                - bus: virtio
                  name: tablet-2
                  type: tablet
                networkInterfaceMultiqueue: true
                panicDevices:
                - model: pvpanic
                sound:
                  model: ich9
                  name: sound
                tpm:
                  persistent: true
                video:
                  type: virtio
                watchdog:
                  i6300esb:
                    action: poweroff
                  name: watchdog
              ioThreadsPolicy: auto
            """)
        let z = machine.architecture(.s390x).watchdog(.reset).spec.domain.devices.watchdog
        #expect(z == .init(diag288: .init(action: "reset"), name: "watchdog"))
    }
}
