import KubeVirt
import Testing

extension MachineDescriptionTests {
    @Test("interfaces and their networks")
    func networks() throws {
        try check(
            machine.masquerade(.ports(.tcp(22, named: "ssh"), .udp(53)), .mac("de:ad:00:00:be:af"), .model(.e1000e))
                .bridge(to: "lan", .bootOrder(1), .linkDown).sriov(to: "shop/fast", .named("fast"))
                .bridge(to: "wan", .pciAddress("0000:81:01.0")),
            """
            domain:
              devices:
                interfaces:
                - macAddress: de:ad:00:00:be:af
                  masquerade: {}
                  model: e1000e
                  name: default
                  ports:
                  - name: ssh
                    port: 22
                    protocol: TCP
                  - port: 53
                    protocol: UDP
                - bootOrder: 1
                  bridge: {}
                  name: net
                  state: down
                - name: fast
                  sriov: {}
                - bridge: {}
                  name: net-2
                  pciAddress: "0000:81:01.0"
            networks:
            - name: default
              pod: {}
            - multus:
                networkName: lan
              name: net
            - multus:
                networkName: shop/fast
              name: fast
            - multus:
                networkName: wan
              name: net-2
            """)
        #expect(machine.passt().spec.domain.devices.interfaces?.first?.passtBinding != nil)
        #expect(machine.bridge().spec.networks?.first?.pod != nil)
    }
}
