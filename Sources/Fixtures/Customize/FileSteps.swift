/// A file with this content, instead of one that is there.
public struct WriteStep: Sendable, Hashable, Codable {
    /// Where.
    public var path: GuestPath
    /// All of it.
    public var content: String
    /// Permissions; those of the file that is there, or 0644, when nil.
    public var mode: FileMode?
    /// `user`, `user:group` or numbers; the owner of the file that is there, or root, when nil.
    public var owner: FileOwner?

    /// A file.
    public init(path: GuestPath, content: String, mode: FileMode? = nil, owner: FileOwner? = nil) {
        self.path = path
        self.content = content
        self.mode = mode
        self.owner = owner
    }
}

/// Text at the end of a file, which is made when it is not there.
public struct AppendStep: Sendable, Hashable, Codable {
    /// Which file.
    public var path: GuestPath
    /// What is added; a line end is added before it where the file's last line has none.
    public var content: String

    /// An addition.
    public init(path: GuestPath, content: String) {
        self.path = path
        self.content = content
    }
}

/// A change in a file's lines; a file in which nothing matches is an error, because the edit was meant to do something.
public struct EditStep: Sendable, Hashable, Codable {
    /// Which file.
    public var path: GuestPath
    /// A Swift regular expression that is looked for in each line.
    public var match: String
    /// What takes the place of each match; `$1` is the first group, `$0` all of it, `$$` a dollar.
    public var replacement: String

    private enum CodingKeys: String, CodingKey {
        case path, match
        case replacement = "with"
    }

    /// A change.
    public init(path: GuestPath, match: String, with replacement: String) {
        self.path = path
        self.match = match
        self.replacement = replacement
    }

    /// Reads a change; the expression is checked.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(GuestPath.self, forKey: .path)
        match = try container.decode(String.self, forKey: .match)
        replacement = try container.decode(String.self, forKey: .replacement)
        do {
            _ = try Regex(match)
        } catch {
            throw DecodingError.dataCorruptedError(
                forKey: .match, in: container, debugDescription: "‘\(match)’ is not a regular expression: \(error)")
        }
    }
}

/// A file of the host, copied into the guest.
public struct UploadStep: Sendable, Hashable {
    /// The host's file; a relative path starts at the fixture's own directory.
    public var source: String
    /// Where it is in the guest.
    public var path: GuestPath
    /// Permissions; those of the host's file when nil.
    public var mode: FileMode?
    /// `user`, `user:group` or numbers; root when nil.
    public var owner: FileOwner?

    /// A copy.
    public init(source: String, path: GuestPath, mode: FileMode? = nil, owner: FileOwner? = nil) {
        self.source = source
        self.path = path
        self.mode = mode
        self.owner = owner
    }
}

extension UploadStep: Codable {
    private enum CodingKeys: String, CodingKey {
        case source, path, mode, owner
    }

    /// Reads a copy.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            source: try container.decode(HostPath.self, forKey: .source).text,
            path: try container.decode(GuestPath.self, forKey: .path),
            mode: try container.decodeIfPresent(FileMode.self, forKey: .mode),
            owner: try container.decodeIfPresent(FileOwner.self, forKey: .owner))
    }
}

/// A file or a tree of the host, copied into a directory of the guest under its own name.
public struct CopyInStep: Sendable, Hashable {
    /// The host's file or directory; a relative path starts at the fixture's own directory.
    public var source: String
    /// The directory in the guest, which is made when it is not there.
    public var directory: GuestPath

    /// A copy.
    public init(source: String, to directory: GuestPath) {
        self.source = source
        self.directory = directory
    }
}

extension CopyInStep: Codable {
    private enum CodingKeys: String, CodingKey {
        case source
        case directory = "to"
    }

    /// Reads a copy.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            source: try container.decode(HostPath.self, forKey: .source).text,
            to: try container.decode(GuestPath.self, forKey: .directory))
    }
}

/// A directory, with those above it.
public struct MakeDirectoryStep: Sendable, Hashable, Codable {
    /// Where.
    public var path: GuestPath
    /// Permissions; 0755 when nil.
    public var mode: FileMode?
    /// `user`, `user:group` or numbers; root when nil.
    public var owner: FileOwner?

    /// A directory.
    public init(path: GuestPath, mode: FileMode? = nil, owner: FileOwner? = nil) {
        self.path = path
        self.mode = mode
        self.owner = owner
    }
}

/// Other permissions.
public struct ModeStep: Sendable, Hashable, Codable {
    /// Of which file or directory.
    public var path: GuestPath
    /// The permissions.
    public var mode: FileMode

    /// Permissions.
    public init(path: GuestPath, mode: FileMode) {
        self.path = path
        self.mode = mode
    }
}

/// Another owner.
public struct OwnerStep: Sendable, Hashable {
    /// Of which file or directory.
    public var path: GuestPath
    /// `user`, `user:group` or numbers, as the guest knows them.
    public var owner: FileOwner
    /// Whether all that is in a directory too; false by default.
    public var recursive: Bool

    /// An owner.
    public init(path: GuestPath, owner: FileOwner, recursive: Bool = false) {
        self.path = path
        self.owner = owner
        self.recursive = recursive
    }
}

extension OwnerStep: Codable {
    /// Reads an owner.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            path: try container.decode(GuestPath.self, forKey: .path),
            owner: try container.decode(FileOwner.self, forKey: .owner),
            recursive: try container.decodeIfPresent(Bool.self, forKey: .recursive) ?? false)
    }
}

/// A symbolic link, instead of one that is there.
public struct SymlinkStep: Sendable, Hashable, Codable {
    /// The link.
    public var path: GuestPath
    /// What it says: any text, as for `ln -s`.
    public var target: String

    /// A link.
    public init(path: GuestPath, target: String) {
        self.path = path
        self.target = target
    }
}
