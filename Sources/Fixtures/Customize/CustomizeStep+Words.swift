/// Steps in the words in which a fixture writes them.
extension CustomizeStep {
    /// Installs packages.
    public static func install(_ packages: PackageName...) -> CustomizeStep { CustomizeStep(.install(packages)) }
    /// Takes packages out.
    public static func remove(_ packages: PackageName...) -> CustomizeStep { CustomizeStep(.remove(packages)) }
    /// Updates packages; all when none is named.
    public static func update(_ packages: PackageName...) -> CustomizeStep { CustomizeStep(.update(packages)) }

    /// Runs a script by the guest's shell.
    public static func run(
        _ shell: String, environment: [String: String] = [:], secrets: [String: SecretValue] = [:],
        network: Bool = false, deadline: Deadline? = nil
    ) -> CustomizeStep {
        CustomizeStep(
            .run(
                CommandStep(
                    .shell(shell), environment: environment, secrets: secrets, network: network, deadline: deadline)))
    }

    /// Runs a file of the host inside.
    public static func script(
        _ path: String, _ arguments: String..., environment: [String: String] = [:],
        secrets: [String: SecretValue] = [:], network: Bool = false, deadline: Deadline? = nil
    ) -> CustomizeStep {
        CustomizeStep(
            .run(
                CommandStep(
                    .script(path), arguments: arguments, environment: environment, secrets: secrets, network: network,
                    deadline: deadline)))
    }

    /// Writes a file.
    public static func write(
        _ content: String, to path: GuestPath, mode: FileMode? = nil, owner: FileOwner? = nil
    ) -> CustomizeStep {
        CustomizeStep(.write(WriteStep(path: path, content: content, mode: mode, owner: owner)))
    }

    /// Adds text to the end of a file.
    public static func append(_ content: String, to path: GuestPath) -> CustomizeStep {
        CustomizeStep(.append(AppendStep(path: path, content: content)))
    }

    /// Changes a file's lines.
    public static func edit(_ path: GuestPath, match: String, with replacement: String) -> CustomizeStep {
        CustomizeStep(.edit(EditStep(path: path, match: match, with: replacement)))
    }

    /// Copies a file of the host.
    public static func upload(
        _ source: String, to path: GuestPath, mode: FileMode? = nil, owner: FileOwner? = nil
    ) -> CustomizeStep {
        CustomizeStep(.upload(UploadStep(source: source, path: path, mode: mode, owner: owner)))
    }

    /// Copies a file or tree of the host into a directory.
    public static func copyIn(_ source: String, to directory: GuestPath) -> CustomizeStep {
        CustomizeStep(.copyIn(CopyInStep(source: source, to: directory)))
    }

    /// Makes a directory, with those above it.
    public static func mkdir(_ path: GuestPath, mode: FileMode? = nil, owner: FileOwner? = nil) -> CustomizeStep {
        CustomizeStep(.mkdir(MakeDirectoryStep(path: path, mode: mode, owner: owner)))
    }

    /// Sets permissions.
    public static func chmod(_ path: GuestPath, _ mode: FileMode) -> CustomizeStep {
        CustomizeStep(.chmod(ModeStep(path: path, mode: mode)))
    }

    /// Sets the owner.
    public static func chown(_ path: GuestPath, _ owner: FileOwner, recursive: Bool = false) -> CustomizeStep {
        CustomizeStep(.chown(OwnerStep(path: path, owner: owner, recursive: recursive)))
    }

    /// Makes a symbolic link.
    public static func symlink(_ path: GuestPath, to target: String) -> CustomizeStep {
        CustomizeStep(.symlink(SymlinkStep(path: path, target: target)))
    }

    /// Deletes files and trees.
    public static func delete(_ paths: GuestPath...) -> CustomizeStep { CustomizeStep(.delete(paths)) }
    /// Sets the host name.
    public static func hostname(_ name: String) -> CustomizeStep { CustomizeStep(.hostname(name)) }
    /// Sets the time zone.
    public static func timezone(_ name: String) -> CustomizeStep { CustomizeStep(.timezone(name)) }
    /// Sets the locale.
    public static func locale(_ name: String) -> CustomizeStep { CustomizeStep(.locale(name)) }

    /// Makes or changes a user.
    public static func user(
        _ name: String, password: PasswordValue? = nil, sshKeys: [String] = [], groups: [String] = [],
        sudo: Bool = false, shell: GuestPath? = nil, uid: UInt32? = nil
    ) -> CustomizeStep {
        CustomizeStep(
            .user(
                UserStep(
                    name: name, password: password, sshKeys: sshKeys, groups: groups, sudo: sudo, shell: shell, uid: uid
                )))
    }

    /// Gives the SSH server its keys.
    public static func sshHostKeys(_ keys: SecretValue...) -> CustomizeStep {
        CustomizeStep(.sshHostKeys(SSHHostKeysStep(keys)))
    }

    /// Sets root's password.
    public static func rootPassword(_ password: PasswordValue) -> CustomizeStep {
        CustomizeStep(.rootPassword(password))
    }

    /// Has units start at boot.
    public static func enable(_ units: String...) -> CustomizeStep { CustomizeStep(.enable(units)) }
    /// Keeps units from starting at boot.
    public static func disable(_ units: String...) -> CustomizeStep { CustomizeStep(.disable(units)) }
    /// Keeps units from starting at all.
    public static func mask(_ units: String...) -> CustomizeStep { CustomizeStep(.mask(units)) }

    /// Runs a script once, when a machine first boots.
    public static func firstboot(_ shell: String, name: String? = nil) -> CustomizeStep {
        CustomizeStep(.firstboot(FirstBootStep(shell, name: name)))
    }

    /// Installs another kernel.
    public static func kernel(_ kernel: KernelStep) -> CustomizeStep { CustomizeStep(.kernel(kernel)) }

    /// Changes the kernel's command line.
    public static func kernelArguments(add: [String] = [], remove: [String] = []) -> CustomizeStep {
        CustomizeStep(.kernelArguments(KernelArgumentsStep(add: add, remove: remove)))
    }

    /// Copies modules for a kernel that is there.
    public static func kernelModules(_ source: String) -> CustomizeStep {
        CustomizeStep(.kernelModules(KernelModulesStep(source: source)))
    }

    /// Puts in Mayfly's guest helper.
    public static var helper: CustomizeStep { CustomizeStep(.helper) }

    /// Has SELinux's labels made anew.
    public static var relabel: CustomizeStep { CustomizeStep(.relabel) }

    /// Takes out what made the disk one machine's own; everything when nothing is named.
    public static func sysprep(_ operations: SysprepOperation...) -> CustomizeStep {
        CustomizeStep(.sysprep(operations.isEmpty ? SysprepOperation.allCases : operations))
    }

    /// Gives blocks back that no file uses.
    public static var sparsify: CustomizeStep { CustomizeStep(.sparsify) }
}
