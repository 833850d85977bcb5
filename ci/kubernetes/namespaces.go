package main

import (
	"context"
	"slices"
	"strings"

	core "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
)

// Keeps a namespace until nothing is in it any more.
const emptied = "kubernetes"

// The namespace controller's work, once: whatever is in namespaces that shall go is deleted, and then they go. What does
// not succeed is tried again the next time.
func emptyNamespaces(ctx context.Context, client kubernetes.Interface, objects dynamic.Interface) {
	list, err := client.CoreV1().Namespaces().List(ctx, metav1.ListOptions{ResourceVersion: "0"})
	if err != nil {
		return
	}
	for _, namespace := range list.Items {
		if namespace.DeletionTimestamp != nil && slices.Contains(namespace.Finalizers, emptied) {
			emptyNamespace(ctx, &namespace, client, objects)
		}
	}
}

func emptyNamespace(ctx context.Context, namespace *core.Namespace, client kubernetes.Interface, objects dynamic.Interface) {
	namespaces := client.CoreV1().Namespaces()
	if namespace.Status.Phase != core.NamespaceTerminating {
		namespace.Status.Phase = core.NamespaceTerminating
		changed, err := namespaces.UpdateStatus(ctx, namespace, metav1.UpdateOptions{})
		if err != nil {
			return
		}
		namespace = changed
	}
	groups, err := client.Discovery().ServerPreferredNamespacedResources()
	if err != nil {
		return
	}
	for _, group := range groups {
		version, err := schema.ParseGroupVersion(group.GroupVersion)
		if err != nil {
			return
		}
		for _, resource := range group.APIResources {
			if strings.Contains(resource.Name, "/") || !slices.Contains(resource.Verbs, "deletecollection") {
				continue
			}
			these := objects.Resource(version.WithResource(resource.Name)).Namespace(namespace.Name)
			if these.DeleteCollection(ctx, metav1.DeleteOptions{}, metav1.ListOptions{}) != nil {
				return
			}
			// Their own finalizers may keep them.
			if left, err := these.List(ctx, metav1.ListOptions{Limit: 1}); err != nil || len(left.Items) > 0 {
				return
			}
		}
	}
	namespace.Finalizers = slices.DeleteFunc(namespace.Finalizers, func(name string) bool { return name == emptied })
	_, _ = namespaces.Update(ctx, namespace, metav1.UpdateOptions{})
}
