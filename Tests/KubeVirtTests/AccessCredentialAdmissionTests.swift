import KubeVirt
import Testing

@Suite struct AccessCredentialAdmissionTests {
    private typealias Spec = VirtualMachineInstanceSpec
    private static let field = "FieldValueInvalid spec.accessCredentials[0]"

    private func check(
        _ causes: [String] = [], _ credential: VirtualMachineInstanceSpec.AccessCredential,
        seed: VirtualMachineInstanceSpec.Volume? = nil, _ location: SourceLocation = #_sourceLocation
    ) {
        AdmissionCase("credential", causes) {
            $0.accessCredentials = [credential]
            guard let seed else { return }
            $0.volumes = [seed]
            $0.domain.devices.disks = [.init(name: seed.name)]
        }.check(location)
    }

    private func key(
        from secret: String? = "s", by method: VirtualMachineInstanceSpec.SSHPublicKeyAccessCredentialPropagationMethod
    ) -> VirtualMachineInstanceSpec.AccessCredential {
        .init(
            sshPublicKey: .init(
                propagationMethod: method, source: .init(secret: secret.map { .init(secretName: $0) })))
    }

    @Test("a key goes into the guest by its agent, for users that are named")
    func agent() {
        check([], key(by: .init(qemuGuestAgent: .init(users: ["me"]))))
        check(
            ["\(Self.field).sshPublicKey.propagationMethod.qemuGuestAgent.users"],
            key(by: .init(qemuGuestAgent: .init(users: []))))
    }

    @Test("a key goes into a seed that there is")
    func seeds() {
        let noCloud = Spec.Volume(cloudInitNoCloud: .init(userData: "#cloud-config"), name: "seed")
        let configDrive = Spec.Volume(cloudInitConfigDrive: .init(userData: "#cloud-config"), name: "seed")
        check([], key(by: .init(noCloud: .init())), seed: noCloud)
        check([], key(by: .init(configDrive: .init())), seed: configDrive)
        let causes = ["\(Self.field).sshPublicKey.propagationMethod"]
        check(causes, key(by: .init(noCloud: .init())), seed: configDrive)
        check(causes, key(by: .init(configDrive: .init())), seed: noCloud)
        check(causes, key(by: .init(configDrive: .init())))
    }

    @Test("a key has one source and one way")
    func one() {
        check(["\(Self.field).sshPublicKey.source"], key(from: nil, by: .init(qemuGuestAgent: .init(users: ["me"]))))
        check(["\(Self.field).sshPublicKey.propagationMethod"], key(by: .init()))
        let seed = Spec.Volume(cloudInitNoCloud: .init(userData: "#cloud-config"), name: "seed")
        check(
            ["\(Self.field).sshPublicKey.propagationMethod"],
            key(by: .init(noCloud: .init(), qemuGuestAgent: .init(users: ["me"]))), seed: seed)
    }

    @Test("a password has one source and one way, its only one")
    func password() {
        let source = Spec.UserPasswordAccessCredentialSource(secret: .init(secretName: "s"))
        let agent = Spec.UserPasswordAccessCredentialPropagationMethod(qemuGuestAgent: .init())
        check([], .init(userPassword: .init(propagationMethod: agent, source: source)))
        check(
            ["\(Self.field).userPassword.source"], .init(userPassword: .init(propagationMethod: agent, source: .init()))
        )
        check(
            ["\(Self.field).userPassword.propagationMethod"],
            .init(userPassword: .init(propagationMethod: .init(), source: source)))
    }

    @Test("a credential is a key or a password")
    func kinds() {
        check([Self.field], .init())
        var both = key(by: .init(qemuGuestAgent: .init(users: ["me"])))
        both.userPassword = .init(
            propagationMethod: .init(qemuGuestAgent: .init()), source: .init(secret: .init(secretName: "s")))
        check([Self.field], both)
    }
}
