import KubeVirt
import Testing

extension MachineDescriptionTests {
    @Test("options of disks, in any order")
    func diskOptions() throws {
        let first = machine.containerDisk("a", path: "/disk/a.img", .bus(.sata), .cdrom, .readonly, .bootOrder(1))
        let second = machine.containerDisk("a", path: "/disk/a.img", .cdrom, .bus(.sata), .bootOrder(1), .readonly)
        #expect(first == second)
        try expect(
            machine.emptyDisk(
                .gibibytes(1), .bus(.virtio), .serial("data"), .cache(.none), .io(.native), .errorPolicy(.report),
                .blockSize(logical: 512, physical: 4096), .shareable, .dedicatedIOThread, .readonly,
                .with { $0.tag = "t" }
            ).spec.domain.devices,
            is: """
                disks:
                - blockSize:
                    custom:
                      logical: 512
                      physical: 4096
                  cache: none
                  dedicatedIOThread: true
                  disk:
                    bus: virtio
                    readonly: true
                  errorPolicy: report
                  io: native
                  name: emptydisk
                  serial: data
                  shareable: true
                  tag: t
                """)
    }

    @Test("each volume has a disk of its name, and each name is another")
    func volumes() throws {
        let made = machine.containerDisk("a").containerDisk("b").containerDisk("c", .named("mine"))
            .emptyDisk(.gibibytes(1)).hostDisk("/images/a.img").hostDisk("/images/b.img", capacity: .gibibytes(1))
            .claim("data", .lun, .bus(.scsi)).ephemeralClaim("golden").dataVolume("fedora")
            .cloudInit(.configDrive, userData: "#!/bin/sh", networkData: "version: 2")
            .cloudInit(secret: "seed").sysprep(configMap: "answers").configMap("files").secret("keys")
            .serviceAccount("robot").share(claim: "home", named: "home")
        try expect(
            made.spec.volumes,
            is: """
                - containerDisk:
                    image: a
                  name: containerdisk
                - containerDisk:
                    image: b
                  name: containerdisk-2
                - containerDisk:
                    image: c
                  name: mine
                - emptyDisk:
                    capacity: 1Gi
                  name: emptydisk
                - hostDisk:
                    path: /images/a.img
                    type: Disk
                  name: hostdisk
                - hostDisk:
                    capacity: 1Gi
                    path: /images/b.img
                    type: DiskOrCreate
                  name: hostdisk-2
                - name: pvcdisk
                  persistentVolumeClaim:
                    claimName: data
                - ephemeral:
                    persistentVolumeClaim:
                      claimName: golden
                  name: ephemeraldisk
                - dataVolume:
                    name: fedora
                  name: dvdisk
                - cloudInitConfigDrive:
                    networkData: 'version: 2'
                    userData: '#!/bin/sh'
                  name: cloudinitdisk
                - cloudInitNoCloud:
                    secretRef:
                      name: seed
                  name: cloudinitdisk-2
                - name: sysprep
                  sysprep:
                    configMap:
                      name: answers
                - configMap:
                    name: files
                  name: configmap
                - name: secret
                  secret:
                    secretName: keys
                - name: serviceaccount
                  serviceAccount:
                    serviceAccountName: robot
                - name: home
                  persistentVolumeClaim:
                    claimName: home
                """)
        let disks = made.spec.domain.devices.disks ?? []
        #expect(disks.map(\.name) == made.spec.volumes?.dropLast().map(\.name))
        #expect(disks.first { $0.name == "pvcdisk" }?.lun?.bus == .scsi)
        #expect(disks.first { $0.name == "sysprep" }?.cdrom != nil)
        #expect(made.spec.domain.devices.filesystems?.map(\.name) == ["home"])
    }
}
