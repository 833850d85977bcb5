// A real Kubernetes API server for tests: custom resources (apiextensions-apiserver), a few kinds of Kubernetes' own, and
// reviews of one's own rights, over an etcd that it starts itself. There are no controllers but the one that empties
// namespaces, and no kubelet. It listens on the loopback.
//
// Usage: api-server -dir DIRECTORY [-etcd PROGRAM]. DIRECTORY/kubeconfig is there once it listens: the context "test" may
// do all, "viewer" may only read, and "runner", the service account default/runner, may do what roles allow it.
package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"go.opentelemetry.io/otel/trace/noop"
	core "k8s.io/api/core/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver"
	extensions "k8s.io/apiextensions-apiserver/pkg/cmd/server/options"
	extensiontypes "k8s.io/apiextensions-apiserver/pkg/generated/openapi"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle"
	"k8s.io/apiserver/pkg/authentication/group"
	"k8s.io/apiserver/pkg/authentication/request/anonymous"
	"k8s.io/apiserver/pkg/authentication/request/bearertoken"
	"k8s.io/apiserver/pkg/authentication/request/union"
	"k8s.io/apiserver/pkg/authentication/serviceaccount"
	"k8s.io/apiserver/pkg/authentication/token/tokenfile"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/endpoints/openapi"
	"k8s.io/apiserver/pkg/server"
	"k8s.io/apiserver/pkg/server/options"
	"k8s.io/apiserver/pkg/util/webhook"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/kube-openapi/pkg/common"

	coretypes "mayfly/openapi"
)

// etcd ends with the thread that started it, which therefore has to be the one that lives as long as we do.
func init() { runtime.LockOSThread() }

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "api-server:", err)
		os.Exit(1)
	}
}

// Starts etcd with data in a directory; it ends with us, however we end. Returns its address when it is healthy.
func startEtcd(program, data string) string {
	// Bound for a moment, to be given a port that is free.
	free, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	address := "http://" + free.Addr().String()
	check(free.Close())
	etcd := exec.Command(program,
		"--data-dir", data, "--listen-client-urls", address, "--advertise-client-urls", address,
		"--listen-peer-urls", "http://127.0.0.1:0", "--unsafe-no-fsync", "--log-level", "error")
	etcd.Stdout, etcd.Stderr = os.Stderr, os.Stderr
	etcd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	check(etcd.Start())
	ended := make(chan error, 1)
	go func() { ended <- etcd.Wait() }()
	for {
		if answer, err := http.Get(address + "/health"); err == nil {
			check(answer.Body.Close())
			if answer.StatusCode == http.StatusOK {
				return address
			}
		}
		select {
		case err := <-ended:
			check(fmt.Errorf("etcd has ended: %v", err))
		case <-time.After(25 * time.Millisecond):
		}
	}
}

func configuration(directory, etcd string) (*server.RecommendedConfig, *extensions.CustomResourceDefinitionsServerOptions, int) {
	all := extensions.NewCustomResourceDefinitionsServerOptions(os.Stdout, os.Stderr)
	recommended := all.RecommendedOptions
	// All of these would ask another API server.
	recommended.Authentication, recommended.Authorization, recommended.CoreAPI, recommended.Admission = nil, nil, nil, nil
	recommended.Features.EnablePriorityAndFairness = false
	recommended.Etcd.StorageConfig.Transport.ServerList = []string{etcd}
	serving := recommended.SecureServing
	listener, port, err := options.CreateListener("tcp", "127.0.0.1:0", net.ListenConfig{})
	check(err)
	loopback := net.ParseIP("127.0.0.1")
	serving.Listener, serving.BindPort, serving.BindAddress = listener, port, loopback
	serving.ServerCert.CertDirectory = filepath.Join(directory, "certificates")
	check(all.Complete())
	check(all.ServerRunOptions.ComponentGlobalsRegistry.Set())
	check(serving.MaybeDefaultWithSelfSignedCerts("localhost", nil, []net.IP{loopback}))

	config := server.NewRecommendedConfig(apiserver.Codecs)
	check(all.ServerRunOptions.ApplyTo(&config.Config))
	check(recommended.Etcd.ApplyTo(&config.Config))
	check(serving.ApplyToConfig(&config.Config))
	check(recommended.Features.ApplyTo(&config.Config, nil, nil))
	check(all.APIEnablement.ApplyTo(&config.Config, apiserver.DefaultAPIResourceConfigSource(), apiserver.Scheme))

	tokens := filepath.Join(directory, "tokens")
	lines := fmt.Sprintf("admin,admin,1,%q\nviewer,viewer,2,%q\n", user.SystemPrivilegedGroup, "view")
	lines += fmt.Sprintf("runner,%s,3,%q\n", serviceaccount.MakeUsername("default", "runner"), serviceaccount.AllServiceAccountsGroup)
	check(os.WriteFile(tokens, []byte(lines), 0o600))
	known, err := tokenfile.NewCSV(tokens)
	check(err)
	// A wrong token is refused; who has none is nobody, who may do nothing.
	config.Authentication.Authenticator = union.NewFailOnError(
		group.NewAuthenticatedGroupAdder(bearertoken.New(known)), anonymous.NewAuthenticator(nil))
	config.Authorization.Authorizer = rules{}

	described := func(reference common.ReferenceCallback) map[string]common.OpenAPIDefinition {
		found := extensiontypes.GetOpenAPIDefinitions(reference)
		for name, definition := range coretypes.GetOpenAPIDefinitions(reference) {
			found[name] = definition
		}
		return found
	}
	namer := openapi.NewDefinitionNamer(apiserver.Scheme, scheme.Scheme)
	config.OpenAPIConfig = server.DefaultOpenAPIConfig(described, namer)
	config.OpenAPIV3Config = server.DefaultOpenAPIV3Config(described, namer)
	return config, all, port
}

func writeKubeconfig(path, certificate string, port int) {
	authority, err := os.ReadFile(certificate)
	check(err)
	config := clientcmdapi.NewConfig()
	config.Clusters["test"] = &clientcmdapi.Cluster{
		Server: fmt.Sprintf("https://127.0.0.1:%d", port), CertificateAuthorityData: authority,
	}
	for context, name := range map[string]string{"test": "admin", "viewer": "viewer", "runner": "runner"} {
		config.AuthInfos[name] = &clientcmdapi.AuthInfo{Token: name}
		config.Contexts[context] = &clientcmdapi.Context{Cluster: "test", AuthInfo: name, Namespace: "default"}
	}
	config.CurrentContext = "test"
	check(clientcmd.WriteToFile(*config, path))
}

func main() {
	directory := flag.String("dir", "", "where certificates, data and the kubeconfig go")
	etcd := flag.String("etcd", "etcd", "the program")
	flag.Parse()
	if *directory == "" {
		check(fmt.Errorf("-dir is missing"))
	}
	check(os.MkdirAll(*directory, 0o700))
	ctx := server.SetupSignalContext()
	config, all, port := configuration(*directory, startEtcd(*etcd, filepath.Join(*directory, "etcd")))

	client, err := kubernetes.NewForConfig(config.LoopbackClientConfig)
	check(err)
	roles = client
	untyped, err := dynamic.NewForConfig(config.LoopbackClientConfig)
	check(err)
	// Nothing is made in a namespace that is not there, or that is about to go.
	config.SharedInformerFactory = informers.NewSharedInformerFactory(client, 10*time.Minute)
	admission, err := lifecycle.NewLifecycle(sets.New("default", "kube-system"))
	check(err)
	admission.SetExternalKubeClientSet(client)
	admission.SetExternalKubeInformerFactory(config.SharedInformerFactory)
	config.AdmissionControl = admission

	stored := *all.RecommendedOptions.Etcd
	completed := (&apiserver.Config{GenericConfig: config, ExtraConfig: apiserver.ExtraConfig{
		CRDRESTOptionsGetter: extensions.NewCRDRESTOptionsGetter(
			stored, config.ResourceTransformers, config.StorageObjectCountTracker),
		ServiceResolver: webhook.NewDefaultServiceResolver(),
		AuthResolverWrapper: webhook.NewDefaultAuthenticationInfoResolverWrapper(
			nil, nil, config.LoopbackClientConfig, noop.NewTracerProvider()),
		MasterCount: 1,
	}}).Complete()
	completed.GenericConfig.EnableDiscovery = true
	custom, err := completed.New(server.NewEmptyDelegate())
	check(err)
	own := custom.GenericAPIServer
	check(serveKinds(own, stored))
	check(serveReviews(own))
	tellOfCustomGroups(custom)

	own.AddPostStartHookOrDie("namespaces", func(hook server.PostStartHookContext) error {
		for _, name := range []string{"default", "kube-system"} {
			namespace := &core.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}}
			_, err := client.CoreV1().Namespaces().Create(hook, namespace, metav1.CreateOptions{})
			if err != nil && !errors.IsAlreadyExists(err) {
				return err
			}
		}
		go wait.UntilWithContext(hook, func(ctx context.Context) {
			emptyNamespaces(ctx, client, untyped)
		}, 250*time.Millisecond)
		return nil
	})
	writeKubeconfig(
		filepath.Join(*directory, "kubeconfig"), all.RecommendedOptions.SecureServing.ServerCert.CertKey.CertFile, port)
	check(own.PrepareRun().RunWithContext(ctx))
}
